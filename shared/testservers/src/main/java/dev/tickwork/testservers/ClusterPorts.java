package dev.tickwork.testservers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Where the members of a test's cluster listen. */
public final class ClusterPorts {
    /** Below those that the system gives to whoever wants any. */
    private static final int LOWEST = 15_000;

    private static final int HIGHEST = 32_000;
    private static final int IN_A_ROW = 20;

    private ClusterPorts() {}

    /**
     * The first of twenty ports in a row that nobody uses at the moment. Members look for each other at all of them, and wait
     * for a stranger who takes a connection there and says nothing.
     */
    public static int free() {
        return ThreadLocalRandom.current()
                .ints(LOWEST, HIGHEST)
                .filter(first -> IntStream.range(first, first + IN_A_ROW).allMatch(ClusterPorts::isFree))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
