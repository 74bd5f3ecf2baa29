package dev.tickwork.upstream;

import java.time.Duration;

/**
 * How long one attempt may take.
 *
 * @param connect to get a connection
 * @param read between two pieces of the answer
 * @param total from the start of the attempt to the last byte, redirects included
 */
public record Timeouts(Duration connect, Duration read, Duration total) {
    static final Timeouts USUAL = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));

    public Timeouts {
        requirePositive("connect", connect);
        requirePositive("read", read);
        requirePositive("total", total);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + " must be at least a millisecond, but is " + value);
        }
    }
}
