package dev.tickwork.bench.fanout;

import io.vertx.core.json.Json;
import java.util.List;

/** How a message lies in a websocket frame. */
enum Framing {
    RAW("raw websockets", "/eventbus/websocket"),
    /** An array of messages, each a JSON string. */
    SOCKJS("SockJS framing", "/eventbus/000/");

    static final String PING = "{\"type\":\"ping\"}";

    private final String label;
    private final String path;

    Framing(String label, String path) {
        this.label = label;
        this.path = path;
    }

    String label() {
        return label;
    }

    /** Where a client connects; SockJS wants another session for each. */
    String path() {
        return path;
    }

    String frame(String message) {
        return this == RAW ? message : Json.encode(List.of(message));
    }
}
