package dev.tickwork.runtime;

import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** What a process of its own is told of the servers of a test. */
final class ChildEnvironment {
    private ChildEnvironment() {}

    /** Where both servers are; the test may add to it. */
    static Map<String, String> of(TestDatabase database, TestRedis redis) {
        return new HashMap<>(Map.of("DATABASE_URL", database.url(), "REDIS_URL", redis.url()));
    }

    /** A port that nobody uses at the moment. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
