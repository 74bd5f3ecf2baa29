package dev.tickwork.gateway.bridge;

import dev.tickwork.gateway.live.LiveUpdate;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The event bus for browsers, over SockJS, in the protocol of the Vert.x bridge. A browser registers at {@code live.*}
 * addresses and hears the last value and every newer one; it sends to {@code api.<operationId>} and gets the operation's
 * answer. Its token travels in the {@code Authorization} header of its frames, never in a URL.
 *
 * <p>Make it in the verticle whose server serves {@link #router()}: everything happens in that verticle's context.
 *
 * @see <a href="https://vertx.io/docs/vertx-web/java/#_sockjs_event_bus_bridge">the bridge of Vert.x</a>
 */
public final class EventBusBridge {
    /** Relics that need scripts in frames or in URLs; websockets and XHR serve every browser. */
    private static final List<String> RELICS = List.of("HTML_FILE", "JSON_P", "EVENT_SOURCE");

    private final Vertx vertx;
    private final BridgeLimits limits;
    private final BridgeParts parts;
    private final Context context;
    private final BridgeMeters meters;
    private final Audiences audiences;
    private final Set<BridgeSocket> sockets = new LinkedHashSet<>();
    private final Consumer<LiveUpdate> listener;
    private final long beat;
    private boolean isClosed;

    /** Starts to listen. Call it in the context of the verticle that serves it. */
    public EventBusBridge(Vertx vertx, BridgeLimits limits, BridgeParts parts) {
        this.vertx = vertx;
        this.limits = limits;
        this.parts = parts;
        this.context = vertx.getOrCreateContext();
        this.meters = new BridgeMeters(parts.meters(), sockets::size);
        this.audiences = new Audiences(parts.hub(), meters);
        this.listener = update -> context.runOnContext(now -> audiences.hear(update));
        this.beat = vertx.setPeriodic(BridgeLimits.BEAT.toMillis(), id -> beat());
        parts.hub().listen(listener);
        parts.revocations().onRevoked(id -> context.runOnContext(now -> revoked(id)));
    }

    /** The routes below {@code /eventbus}. */
    public Router router() {
        var options = new SockJSHandlerOptions().setInsertJSESSIONID(false);
        RELICS.forEach(options::addDisabledTransport);
        Router router = Router.router(vertx);
        router.route().handler(EventBusBridge::staySameOrigin);
        router.getWithRegex("/iframe.*").handler(request -> request.fail(404));
        router.post().handler(BodyHandler.create(false).setBodyLimit(limits.frameBytes()));
        router.route("/*").subRouter(SockJSHandler.create(vertx, options).socketHandler(this::opened));
        return router;
    }

    /** Says that updates may have been missed while the feed was away. Any thread may call. */
    public void missed() {
        context.runOnContext(now -> audiences.missed());
    }

    /** Closes every socket; browsers reconnect, elsewhere or later. */
    public Future<Void> close() {
        isClosed = true;
        parts.hub().forget(listener);
        vertx.cancelTimer(beat);
        List.copyOf(sockets).forEach(socket -> socket.end(Ending.GOING_AWAY));
        meters.close();
        return Future.succeededFuture();
    }

    private void opened(SockJSSocket connection) {
        if (isClosed || sockets.size() >= limits.sockets()) {
            connection.close(Ending.TRY_LATER.code(), Ending.TRY_LATER.reason());
            return;
        }
        var socket = new BridgeSocket(connection, limits, parts, audiences);
        sockets.add(socket);
        connection.handler(socket::received);
        connection.exceptionHandler(socket::failed);
        connection.closeHandler(closed -> forget(socket));
    }

    private void forget(BridgeSocket socket) {
        sockets.remove(socket);
        socket.closed();
    }

    private void beat() {
        Instant now = parts.time().now();
        List.copyOf(sockets).forEach(socket -> socket.beat(now));
        // A browser that takes nothing may never confirm that it is closed.
        sockets.removeIf(BridgeSocket::hasEnded);
    }

    private void revoked(String credentialId) {
        List.copyOf(sockets).stream()
                .filter(socket -> socket.holds(credentialId))
                .forEach(socket -> socket.end(Ending.TOKEN_ENDED));
    }

    /** SockJS permits every origin by itself; which ones may ask is the gateway's decision. */
    private static void staySameOrigin(RoutingContext request) {
        request.addHeadersEndHandler(end -> {
            var headers = request.response().headers();
            headers.remove(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
            headers.remove(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS);
        });
        request.next();
    }
}
