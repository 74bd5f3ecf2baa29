package dev.tickwork.bench.fanout;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import dev.tickwork.gateway.auth.Identity;
import dev.tickwork.gateway.auth.Revocations;
import dev.tickwork.gateway.bridge.BridgeLimits;
import dev.tickwork.gateway.bridge.BridgeParts;
import dev.tickwork.gateway.bridge.EventBusBridge;
import dev.tickwork.gateway.live.LiveHub;
import dev.tickwork.gateway.live.LiveUpdate;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Instant;

/** Tickwork's bridge, over raw websockets or in the framing of SockJS that browsers use. */
final class BridgeServer implements FanOutServer {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context context = vertx.getOrCreateContext();
    private final LiveHub hub = new LiveHub(new WallClock());
    private final Framing framing;

    BridgeServer(Framing framing) {
        this.framing = framing;
    }

    @Override
    public String name() {
        return "Tickwork's bridge, " + framing.label();
    }

    @Override
    public Future<Integer> listen() {
        return Future.future(listening -> context.runOnContext(now -> vertx.createHttpServer()
                .requestHandler(router())
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort)
                .onComplete(listening)));
    }

    @Override
    public String path() {
        return framing.path();
    }

    @Override
    public String registration(String address) {
        return framing.frame("{\"type\":\"register\",\"address\":\"" + address
                + "\",\"headers\":{\"Authorization\":\"Bearer bench\"}}");
    }

    @Override
    public String ping() {
        return framing.frame(Framing.PING);
    }

    @Override
    public void publish(String topic, String json) {
        hub.pushed(new LiveUpdate(topic, json));
    }

    @Override
    public Future<Void> close() {
        return vertx.close();
    }

    private Router router() {
        var identity = new Identity("bench", Role.VIEWER, "bench", null);
        var parts = new BridgeParts(
                hub,
                (authorization, address) -> Future.succeededFuture(identity),
                new Revocations(),
                (id, caller, message) -> Future.failedFuture(ApiProblem.notFound(id)),
                new WallClock(),
                new SimpleMeterRegistry());
        Router router = Router.router(vertx);
        router.route("/eventbus/*").subRouter(new EventBusBridge(vertx, BridgeLimits.usual(), parts).router());
        return router;
    }

    /** Nothing waits for an alarm here. */
    private static final class WallClock implements Time {
        private final Clock clock = Clock.systemUTC();

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public Alarm wakeAt(Instant when, Runnable wake) {
            throw new UnsupportedOperationException("the bench arms no alarms");
        }
    }
}
