package dev.tickwork.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.TrustOptions;
import org.jspecify.annotations.Nullable;

/**
 * Opens websockets to one provider.
 *
 * <p>The library resolves the name once more, after we have checked where it leads. Whoever changes the answer in between
 * gets nothing, because outside of our own network the certificate must be that of the name; and the address that was
 * really reached is checked before anybody reads.
 */
final class SocketWire {
    /** Beyond it the library would let others wait without end; the pace of new ones is what limits us. */
    private static final int MOST = 1_000;

    private final Vertx vertx;
    private final ProviderPolicy policy;
    private final @Nullable TrustOptions trust;
    private @Nullable WebSocketClient client;

    /** @param trust whose certificates are believed; null for everybody's usual ones */
    SocketWire(Vertx vertx, ProviderPolicy policy, @Nullable TrustOptions trust) {
        this.vertx = vertx;
        this.policy = policy;
        this.trust = trust;
    }

    /**
     * Connects; nobody reads yet.
     *
     * @param caller where messages come
     */
    Future<UpstreamSocket> connect(ProviderLane lane, Letter letter, HomeContext caller) {
        WebSocketClient opening = client();
        return caller.run(() -> opening.connect(options(letter)).map((WebSocket socket) -> {
            lane.meters().socketOpened();
            return new UpstreamSocket(lane.provider(), socket, caller.context(), lane.redactor(), lane.meters());
        }));
    }

    /** Ends all that are open. */
    Future<Void> close() {
        return client == null ? Future.succeededFuture() : client.close();
    }

    /** Made when it is first needed, on the home context: one that is made in a verticle ends with that. */
    private WebSocketClient client() {
        if (client == null) {
            client = vertx.createWebSocketClient(limits());
        }
        return client;
    }

    private WebSocketClientOptions limits() {
        // Nothing is packed: a message would be unpacked before anyone could see how large it is.
        var limits = new WebSocketClientOptions()
                .setMaxConnections(MOST)
                .setMaxFrameSize(policy.maxAnswerBytes())
                .setMaxMessageSize(policy.maxAnswerBytes())
                .setConnectTimeout((int) policy.timeouts().connect().toMillis());
        if (trust != null) {
            limits.setTrustOptions(trust);
        }
        return limits;
    }

    private WebSocketConnectOptions options(Letter letter) {
        HostPort place = Gate.place(letter.provider(), letter.target());
        return new WebSocketConnectOptions()
                .setHost(place.host())
                .setPort(place.port())
                .setSsl("https".equals(letter.target().getScheme()))
                .setURI(HttpWire.pathAndQuery(letter.target()))
                .setHeaders(HttpWire.headers(letter))
                .setAllowOriginHeader(false)
                .setTimeout(policy.timeouts().total().toMillis());
    }
}
