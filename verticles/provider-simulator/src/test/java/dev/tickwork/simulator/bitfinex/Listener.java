package dev.tickwork.simulator.bitfinex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.messages.Wire;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of the stream that keeps every frame. */
final class Listener {
    private static final long PATIENCE_SECONDS = 10;

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    /** Kept, because a client that nobody knows any more closes its sockets. */
    private final WebSocketClient client;

    private final WebSocket socket;

    private Listener(WebSocketClient client, WebSocket socket) {
        this.client = client;
        this.socket = socket;
        socket.textMessageHandler(text -> frames.add(Wire.tree(text)));
        socket.closeHandler(end -> closed.countDown());
    }

    static Listener open(Vertx vertx, int port) throws Exception {
        WebSocketClient client = vertx.createWebSocketClient();
        return client.connect(port, "127.0.0.1", "/bitfinex/ws/2")
                .map(socket -> new Listener(client, socket))
                .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @CanIgnoreReturnValue
    Listener say(String text) throws Exception {
        socket.writeTextMessage(text).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    /** Asks for a channel and gives its number. */
    @CanIgnoreReturnValue
    int subscribe(String key) throws Exception {
        say("{\"event\":\"subscribe\",\"channel\":\"candles\",\"key\":\"" + key + "\"}");
        return event("subscribed").path("chanId").asInt();
    }

    /** The next event of that name; whatever comes before it is dropped. */
    JsonNode event(String name) throws Exception {
        return next(frame -> frame.path("event").asText().equals(name));
    }

    /** The next frame of that channel with a payload of that kind. */
    @CanIgnoreReturnValue
    JsonNode snapshot(int channel) throws Exception {
        return next(frame -> isOf(frame, channel)
                && (frame.path(1).isEmpty() || frame.path(1).path(0).isArray()));
    }

    @CanIgnoreReturnValue
    JsonNode update(int channel) throws Exception {
        return next(frame -> isOf(frame, channel) && isUpdate(frame));
    }

    @CanIgnoreReturnValue
    JsonNode heartbeat(int channel) throws Exception {
        return next(frame -> isOf(frame, channel) && frame.path(1).asText().equals("hb"));
    }

    @CanIgnoreReturnValue
    JsonNode next(Predicate<JsonNode> wanted) throws Exception {
        List<JsonNode> dropped = new ArrayList<>();
        for (JsonNode frame = poll(); frame != null; frame = poll()) {
            if (wanted.test(frame)) {
                return frame;
            }
            dropped.add(frame);
        }
        throw new AssertionError("did not come; these did: " + dropped);
    }

    /** All that came and nobody has looked at. */
    @CanIgnoreReturnValue
    List<JsonNode> rest() {
        List<JsonNode> rest = new ArrayList<>();
        frames.drainTo(rest);
        return rest;
    }

    void awaitClose() throws Exception {
        assertThat(closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    Short closeCode() {
        return socket.closeStatusCode();
    }

    void close() throws Exception {
        client.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    boolean isOpen() {
        return closed.getCount() > 0;
    }

    static boolean isUpdate(JsonNode frame) {
        return frame.path(1).isArray() && frame.path(1).path(0).isNumber();
    }

    private static boolean isOf(JsonNode frame, int channel) {
        return frame.isArray() && frame.path(0).asInt() == channel;
    }

    private JsonNode poll() throws InterruptedException {
        return frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
