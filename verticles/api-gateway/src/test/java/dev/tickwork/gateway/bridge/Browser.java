package dev.tickwork.gateway.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.messages.Wire;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A browser at the other end of the wire. */
final class Browser {
    private static final long PATIENCE_SECONDS = 10;

    final WebSocket socket;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final Promise<Integer> closed = Promise.promise();

    private Browser(WebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(frames::add);
        socket.closeHandler(
                end -> closed.tryComplete(socket.closeStatusCode() == null ? 0 : (int) socket.closeStatusCode()));
        socket.exceptionHandler(closed::tryFail);
        socket.resume();
    }

    static Browser connect(WebSocketClient client, int port, String uri) {
        try {
            return client.webSocket()
                    .connect(port, "127.0.0.1", uri)
                    .map(Browser::new)
                    .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no connection", e);
        }
    }

    @CanIgnoreReturnValue
    Browser say(String frame) {
        socket.writeTextMessage(frame).onFailure(this::unlessClosed);
        return this;
    }

    @CanIgnoreReturnValue
    Browser register(String address, String token) {
        return say(frame("register", address, token).toString());
    }

    @CanIgnoreReturnValue
    Browser unregister(String address) {
        return say(
                Wire.object().put("type", "unregister").put("address", address).toString());
    }

    static ObjectNode frame(String type, String address, String token) {
        ObjectNode frame = Wire.object().put("type", type).put("address", address);
        frame.putObject("headers").put("Authorization", "Bearer " + token);
        return frame;
    }

    /** The next frame as text. */
    @CanIgnoreReturnValue
    String text() {
        try {
            String frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("nothing came in " + PATIENCE_SECONDS + " s");
            }
            return frame;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode next() {
        return Wire.tree(text());
    }

    /** Everything that came and was not looked at. */
    List<String> rest() {
        List<String> rest = new ArrayList<>();
        frames.drainTo(rest);
        return rest;
    }

    /** Awaits the end; the websocket's close code. */
    int closeCode() {
        try {
            return closed.future().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the socket stayed open", e);
        }
    }

    boolean isOpen() {
        return !closed.future().isComplete();
    }

    // Of a socket that is closed the close itself tells why.
    private void unlessClosed(Throwable failure) {
        if (!socket.isClosed()) {
            closed.tryFail(failure);
        }
    }
}
