package dev.tickwork.providers.bitfinex;

import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.domain.market.ProviderSymbol;
import dev.tickwork.providers.LocalServer;
import dev.tickwork.redis.Rate;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.upstream.ProviderPolicy;
import dev.tickwork.upstream.RetryPolicy;
import dev.tickwork.upstream.Upstream;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Bitfinex, as a server on this machine plays it. */
final class LocalBitfinex implements AutoCloseable {
    static final InstrumentCatalog CATALOG = catalog("BTCUSD", "ETHUSD", "SOLUSD");

    final FakeTime time;
    final List<HttpServerRequest> requests;
    private volatile Consumer<ServerWebSocket> sockets = ServerWebSocket::close;
    private final LocalServer server;
    private final Upstream upstream;

    LocalBitfinex(Vertx vertx) {
        server = new LocalServer(vertx, socket -> sockets.accept(socket));
        time = server.time;
        requests = server.requests;
        upstream = open(0);
    }

    private Upstream open(int retries) {
        ProviderPolicy policy = server.policy()
                .withRate(new Rate(1, Duration.ofSeconds(6), 100))
                .withRetry(new RetryPolicy(
                        retries, Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(120)));
        return server.open(policy, "bitfinex", "bitfinex-stream");
    }

    /** The next answer, after those that are queued already. */
    void answers(int status, String body) {
        server.answers(status, body);
    }

    /** What becomes of sockets from now on. */
    void sockets(Consumer<ServerWebSocket> handler) {
        sockets = handler;
    }

    BitfinexCandleStreams streams() {
        return new BitfinexCandleStreams(upstream, CATALOG, time);
    }

    /** Asked once. */
    BitfinexCandles candles() {
        return new BitfinexCandles(upstream, CATALOG, time);
    }

    /** Asked again and again. */
    BitfinexCandles candles(int retries) {
        return new BitfinexCandles(open(retries), CATALOG, time);
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

    @Override
    public void close() {
        server.close();
    }
}
