package dev.tickwork.gateway.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.gateway.auth.Authenticator;
import dev.tickwork.gateway.auth.Identity;
import dev.tickwork.gateway.auth.Revocations;
import dev.tickwork.gateway.live.LiveHub;
import dev.tickwork.gateway.live.LiveUpdate;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import dev.tickwork.testservers.FakeTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoublePredicate;
import java.util.function.UnaryOperator;

/** A bridge on a real port, with keys and operations that a test knows. Tokens are {@code Bearer <name>}. */
final class Gate implements AutoCloseable {
    static final String NOON = "2026-03-02T12:00:00Z";

    /** So that a browser which takes nothing is noticed after a few kilobytes, not megabytes. */
    private static final int SMALL_BUFFER = 8_192;

    final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions()
            .setMaxConnections(2_000)
            .setClosingTimeout(1)
            .setReceiveBufferSize(SMALL_BUFFER));
    final FakeTime time = FakeTime.at(NOON);
    final LiveHub hub = new LiveHub(time);
    final Revocations revocations = new Revocations();
    final Map<String, Identity> identities = new ConcurrentHashMap<>(Map.of(
            "Bearer anna", identity("anna", Role.VIEWER, "key-anna"),
            "Bearer bert", identity("bert", Role.ADMIN, "key-bert")));
    /** Why no credential can be checked; null when they can. */
    volatile ApiProblem trouble;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    BridgeOperations operations = Gate::echo;
    private EventBusBridge bridge;
    private Context context;
    private int port;

    static Identity identity(String subject, Role role, String credentialId) {
        return new Identity(subject, role, credentialId, null);
    }

    static Gate open() {
        return open(UnaryOperator.identity());
    }

    static Gate open(UnaryOperator<Limits> changed) {
        var gate = new Gate();
        gate.start(changed.apply(new Limits()).build());
        return gate;
    }

    Browser browser() {
        return Browser.connect(client, port, "/eventbus/websocket");
    }

    /** One that speaks the SockJS framing, as the official client does. */
    Browser sockJsBrowser() {
        return Browser.connect(client, port, "/eventbus/123/abcdefgh/websocket");
    }

    int port() {
        return port;
    }

    EventBusBridge bridge() {
        return bridge;
    }

    void push(String topic, String json) {
        hub.pushed(new LiveUpdate(topic, json));
    }

    double meter(String name) {
        return meters.get(name).meter().measure().iterator().next().getValue();
    }

    /** Tells the bridge that a credential is revoked. */
    void revoke(String credentialId) {
        revocations.revoked(credentialId);
    }

    void stopBridge() {
        runInContext(() -> bridge.close().onFailure(Throwable::printStackTrace));
    }

    /** Returns when the bridge's context has done everything that was waiting for it. */
    void settled() {
        runInContext(() -> {});
    }

    /** Waits until a meter shows what it should. */
    void untilMeter(String name, DoublePredicate expected) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!expected.test(meter(name))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(name + " stays at " + meter(name));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void runInContext(Runnable work) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> {
            work.run();
            done.complete();
        });
        try {
            done.future().await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private void start(BridgeLimits limits) {
        try {
            vertx.deployVerticle(new Server(limits)).await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private Future<Identity> authenticate(String authorization, String address) {
        if (trouble != null) {
            return Future.failedFuture(trouble);
        }
        Identity known = authorization == null ? null : identities.get(authorization);
        return known == null
                ? Future.failedFuture(ApiProblem.of(401, "unauthenticated", "unknown key"))
                : Future.future(promise -> vertx.runOnContext(later -> promise.complete(known)));
    }

    private static Future<OperationReply> echo(String id, Identity caller, JsonNode message) {
        var body = Wire.object().put("operation", id).put("subject", caller.subject());
        body.set("message", message);
        return Future.succeededFuture(new OperationReply(200, body, Map.of()));
    }

    private final class Server extends VerticleBase {
        private final BridgeLimits limits;

        Server(BridgeLimits limits) {
            this.limits = limits;
        }

        @Override
        public Future<?> start() {
            Gate.this.context = vertx.getOrCreateContext();
            Authenticator authenticator = Gate.this::authenticate;
            var parts = new BridgeParts(
                    hub,
                    authenticator,
                    revocations,
                    (id, who, message) -> operations.call(id, who, message),
                    time,
                    meters);
            bridge = new EventBusBridge(vertx, limits, parts);
            Router router = Router.router(vertx);
            router.route("/eventbus/*").subRouter(bridge.router());
            return vertx.createHttpServer(new HttpServerOptions()
                            .setPort(0)
                            .setHost("127.0.0.1")
                            .setWebSocketClosingTimeout(1)
                            .setSendBufferSize(SMALL_BUFFER))
                    .requestHandler(router)
                    .listen()
                    .map(HttpServer::actualPort)
                    .onSuccess(actual -> port = actual);
        }
    }
}
