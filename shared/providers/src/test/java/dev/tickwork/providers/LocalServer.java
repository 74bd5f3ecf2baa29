package dev.tickwork.providers;

import static dev.tickwork.testservers.Await.done;

import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.redis.RedisUrl;
import dev.tickwork.redis.SharedBudget;
import dev.tickwork.redis.SharedRateLimit;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.upstream.HostPort;
import dev.tickwork.upstream.ProviderPolicy;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An HTTP server on this machine that answers as it is told, and doors that lead there. Redis is away, so limits are this
 * process's own.
 */
public final class LocalServer implements AutoCloseable {
    public final FakeTime time = FakeTime.at("2026-03-04T12:00:30Z");
    public final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
    private final Queue<Consumer<HttpServerRequest>> answers = new ConcurrentLinkedQueue<>();
    private final List<Upstream> doors = new ArrayList<>();
    private final Vertx vertx;
    private final HttpServer server;
    private final RedisLink link;

    /** @param sockets what becomes of sockets */
    public LocalServer(Vertx vertx, Consumer<ServerWebSocket> sockets) {
        this.vertx = vertx;
        server = done(vertx.createHttpServer()
                .requestHandler(this::answer)
                .webSocketHandler(sockets::accept)
                .listen(0, "127.0.0.1"));
        link = RedisLink.open(vertx, new RedisConfig(RedisUrl.parse("redis://127.0.0.1:1"), ""), new Random(1));
    }

    /** The next answer, after those that are queued already; headers are names and values in turn. */
    public void answers(int status, String body, String... headers) {
        answers.add(request -> {
            for (int i = 0; i < headers.length; i += 2) {
                request.response().putHeader(headers[i], headers[i + 1]);
            }
            request.response().setStatusCode(status).end(body);
        });
    }

    public void answers(Consumer<HttpServerRequest> answer) {
        answers.add(answer);
    }

    /** How it is asked, where nothing else is said. */
    public ProviderPolicy policy() {
        return ProviderPolicy.of(URI.create("http://127.0.0.1:" + server.actualPort()));
    }

    /** A door to it under the names by which it is asked. */
    public Upstream open(ProviderPolicy policy, String... names) {
        var config = new UpstreamConfig(
                true,
                Set.of(),
                Set.of(new HostPort("127.0.0.1", server.actualPort())),
                Stream.of(names).collect(Collectors.toMap(Function.identity(), name -> policy)));
        Upstream door = Upstream.open(config, parts());
        doors.add(door);
        return door;
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
        done(Future.join(doors.stream().map(Upstream::close).toList()));
        done(Future.join(link.close(), server.close()));
    }
}
