package dev.tickwork.processes;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A page that shows live prices: it registers once for each symbol and from then on only listens. */
final class Browser implements AutoCloseable {
    private final List<JsonObject> heard = new CopyOnWriteArrayList<>();
    private final WebSocket socket;

    /** @param gateway whose bridge to listen to */
    Browser(Gateway gateway) throws Exception {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + gateway.port() + "/eventbus/websocket"), new Ear())
                .get(10, TimeUnit.SECONDS);
        for (String symbol : Installation.SYMBOLS) {
            say(new JsonObject()
                    .put("type", "register")
                    .put("address", "live.prices." + symbol)
                    .put("headers", new JsonObject().put("Authorization", "Bearer " + gateway.key())));
        }
    }

    /** The prices that came, oldest first. */
    List<JsonObject> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void say(JsonObject frame) throws Exception {
        socket.sendText(frame.encode(), true).get(10, TimeUnit.SECONDS);
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder frame = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            frame.append(part);
            if (last) {
                understand(new JsonObject(frame.toString()));
                frame.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void understand(JsonObject said) {
            if ("rec".equals(said.getString("type"))) {
                heard.add(said.getJsonObject("body"));
            }
        }
    }
}
