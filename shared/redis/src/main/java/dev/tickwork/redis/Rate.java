package dev.tickwork.redis;

import java.time.Duration;

/**
 * How often something may happen, evenly spread: {@code permits} in every {@code per}, of which {@code burst} at once
 * after a quiet time.
 *
 * @param permits at least 1
 * @param per at least a millisecond
 * @param burst at least 1
 */
public record Rate(int permits, Duration per, int burst) {
    public Rate {
        if (permits < 1) {
            throw new IllegalArgumentException("permits must be at least 1, but is " + permits);
        }
        if (per.toMillis() < 1) {
            throw new IllegalArgumentException("per must be at least a millisecond, but is " + per);
        }
        if (burst < 1) {
            throw new IllegalArgumentException("burst must be at least 1, but is " + burst);
        }
    }

    /** Microseconds from one permit to the next. */
    double interval() {
        return per.toNanos() / 1_000.0 / permits;
    }
}
