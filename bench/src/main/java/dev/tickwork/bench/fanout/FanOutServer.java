package dev.tickwork.bench.fanout;

import io.vertx.core.Future;

/** One way to bring an update to all who are connected. */
interface FanOutServer {
    /** For the table. */
    String name();

    /** Listens on a free port of the loopback, in an event loop of its own. */
    Future<Integer> listen();

    /** What clients connect to. */
    String path();

    /** What a client says for each address, so that it hears it; empty when it hears everything. */
    String registration(String address);

    /** What a client says every few seconds to show that it lives; empty when nobody listens. */
    String ping();

    /** Sends an update to all, from any thread. */
    void publish(String topic, String json);

    Future<Void> close();
}
