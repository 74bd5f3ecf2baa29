package dev.tickwork.providers.bitfinex;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Bitfinex's side of one websocket: greets, agrees to everything and numbers its arrays, unless a test wants something
 * else. Later sockets take the place of earlier ones.
 */
final class ScriptedStream implements Consumer<ServerWebSocket> {
    final List<JsonObject> heard = new CopyOnWriteArrayList<>();
    final Map<String, Integer> channels = new ConcurrentHashMap<>();
    volatile String info = "{\"event\":\"info\",\"version\":2,\"serverId\":\"x\",\"platform\":{\"status\":1}}";
    volatile String conf = "{\"event\":\"conf\",\"status\":\"OK\",\"flags\":98304}";
    volatile BiConsumer<ScriptedStream, JsonObject> onSubscribe = ScriptedStream::agree;
    private final Queue<ServerWebSocket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pongs = new AtomicInteger();
    private volatile int sequence;
    private volatile int lastChannel = 100;

    @Override
    public void accept(ServerWebSocket socket) {
        sockets.clear();
        sockets.add(socket);
        channels.clear();
        sequence = 0;
        socket.textMessageHandler(text -> hear(new JsonObject(text)));
        socket.pongHandler(pong -> pongs.incrementAndGet());
        if (!info.isEmpty()) {
            say(info);
        }
    }

    void say(String text) {
        socket().writeTextMessage(text).onFailure(failure -> heard.add(new JsonObject().put("unsaid", text)));
    }

    /** An array of the channel of a key, with its place in the sequence and its time. */
    void tell(String key, String payload, long sentAt) {
        sequence++;
        say("[" + channels.get(key) + "," + payload + "," + sequence + "," + sentAt + "]");
    }

    /**
     * What was said until now has been taken in, and what was said to that is here, or nobody listens any more: frames
     * keep their order, so an answer to a websocket ping, which the other side's code never sees, comes after them.
     */
    BooleanSupplier heardOut() {
        ServerWebSocket socket = socket();
        int answered = pongs.get();
        if (!socket.isClosed()) {
            socket.writePing(Buffer.buffer("?")).onFailure(failure -> pongs.incrementAndGet());
        }
        return () -> pongs.get() > answered || socket.isClosed();
    }

    /** The next array's place is taken by nothing. */
    void skipOne() {
        sequence++;
    }

    void agree(JsonObject subscribe) {
        lastChannel += 7;
        String key = subscribe.getString("key");
        channels.put(key, lastChannel);
        say(new JsonObject()
                .put("event", "subscribed")
                .put("channel", "candles")
                .put("chanId", lastChannel)
                .put("key", key)
                .encode());
    }

    void refuse(int code, String message) {
        say(new JsonObject()
                .put("event", "error")
                .put("msg", message)
                .put("code", code)
                .encode());
    }

    List<String> keysAsked() {
        return heard.stream()
                .filter(message -> "subscribe".equals(message.getString("event")))
                .map(message -> message.getString("key"))
                .toList();
    }

    ServerWebSocket socket() {
        ServerWebSocket socket = sockets.peek();
        if (socket == null) {
            throw new AssertionError("nobody is connected");
        }
        return socket;
    }

    private void hear(JsonObject message) {
        heard.add(message);
        switch (message.getString("event")) {
            case "conf" -> say(conf);
            case "subscribe" -> onSubscribe.accept(this, message);
            case "ping" ->
                say(new JsonObject()
                        .put("event", "pong")
                        .put("ts", 1L)
                        .put("cid", message.getValue("cid"))
                        .encode());
            default -> {}
        }
    }
}
