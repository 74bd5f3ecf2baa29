package dev.tickwork.providers.bitfinex;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.domain.market.ProviderSymbol;
import dev.tickwork.redis.Rate;
import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.redis.RedisUrl;
import dev.tickwork.redis.SharedBudget;
import dev.tickwork.redis.SharedRateLimit;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.upstream.HostPort;
import dev.tickwork.upstream.ProviderPolicy;
import dev.tickwork.upstream.RetryPolicy;
import dev.tickwork.upstream.Upstream;
import dev.tickwork.upstream.UpstreamConfig;
import dev.tickwork.upstream.UpstreamParts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** An HTTP server on this machine that answers as it is told, and a door that leads there. */
final class LocalBitfinex implements AutoCloseable {
    static final InstrumentCatalog CATALOG = catalog("BTCUSD", "ETHUSD", "SOLUSD");

    final FakeTime time = FakeTime.at("2026-03-04T12:00:30Z");
    final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Consumer<ServerWebSocket> sockets = ServerWebSocket::close;
    private final Queue<Consumer<HttpServerRequest>> answers = new ConcurrentLinkedQueue<>();
    private final Vertx vertx;
    private final HttpServer server;
    private final Upstream upstream;
    private final RedisLink link;

    LocalBitfinex(Vertx vertx) {
        this.vertx = vertx;
        server = await(vertx.createHttpServer()
                .requestHandler(this::answer)
                .webSocketHandler(socket -> sockets.accept(socket))
                .listen(0, "127.0.0.1"));
        // Redis is away in these tests: limits are this process's own.
        link = RedisLink.open(vertx, new RedisConfig(RedisUrl.parse("redis://127.0.0.1:1"), ""), new Random(1));
        upstream = Upstream.open(config(), parts());
    }

    /** The next answer, after those that are queued already. */
    void answers(int status, String body) {
        answers.add(request -> request.response().setStatusCode(status).end(body));
    }

    /** What becomes of sockets from now on. */
    void sockets(Consumer<ServerWebSocket> handler) {
        sockets = handler;
    }

    BitfinexCandleStreams streams() {
        return new BitfinexCandleStreams(upstream, CATALOG, time);
    }

    BitfinexCandles candles() {
        return new BitfinexCandles(upstream, CATALOG, time);
    }

    @CanIgnoreReturnValue
    static <T> T await(Future<T> future) {
        try {
            return future.await(10, SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within 10 s", e);
        }
    }

    private void answer(HttpServerRequest request) {
        requests.add(request);
        Consumer<HttpServerRequest> answer = answers.poll();
        if (answer == null) {
            request.response().setStatusCode(599).end("no answer was prepared");
            return;
        }
        answer.accept(request);
    }

    private static InstrumentCatalog catalog(String... symbols) {
        return new InstrumentCatalog(
                List.of(symbols).stream()
                        .map(symbol -> new Instrument(
                                symbol, InstrumentClass.CRYPTO, symbol, symbol.substring(0, 3), "USD", 2))
                        .toList(),
                List.of(symbols).stream()
                        .map(symbol -> new ProviderSymbol("bitfinex", symbol, "t" + symbol))
                        .toList());
    }

    private UpstreamConfig config() {
        var policy = ProviderPolicy.of(URI.create("http://127.0.0.1:" + server.actualPort()))
                .withRate(new Rate(1, Duration.ofSeconds(6), 100))
                .withRetry(new RetryPolicy(0, Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(120)));
        return new UpstreamConfig(
                true,
                Set.of(),
                Set.of(new HostPort("127.0.0.1", server.actualPort())),
                Map.of("bitfinex", policy, "bitfinex-stream", policy));
    }

    private UpstreamParts parts() {
        return new UpstreamParts(
                vertx,
                time.asClock(),
                new Random(1),
                new SharedRateLimit(link),
                new SharedBudget(link),
                new SimpleMeterRegistry());
    }

    @Override
    public void close() {
        await(Future.join(upstream.close(), link.close(), server.close()));
    }
}
