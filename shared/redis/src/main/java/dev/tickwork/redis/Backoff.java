package dev.tickwork.redis;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing waits between connection attempts, spread so that many nodes do not come back in the same instant. */
final class Backoff {
    private static final long FIRST_MS = 100;
    private static final long LONGEST_MS = 5_000;
    private static final int DOUBLINGS = 6;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Between half and all of 100 ms, doubled with each failure in a row up to 5 s. */
    Duration next() {
        long ceiling = Math.min(LONGEST_MS, FIRST_MS << Math.min(failures++, DOUBLINGS));
        return Duration.ofMillis(random.nextLong(ceiling / 2, ceiling + 1));
    }

    void reset() {
        failures = 0;
    }
}
