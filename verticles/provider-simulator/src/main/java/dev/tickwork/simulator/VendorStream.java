package dev.tickwork.simulator;

import io.vertx.core.http.ServerWebSocket;

/** What a vendor says over a websocket. */
public interface VendorStream {
    /** Whether it lets another connection in just now, which counts it. */
    boolean admits();

    /** Begins to speak. */
    void open(ServerWebSocket socket);
}
