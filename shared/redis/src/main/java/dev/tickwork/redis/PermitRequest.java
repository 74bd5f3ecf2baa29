package dev.tickwork.redis;

import java.time.Duration;

/**
 * A wish to do something that is limited.
 *
 * @param name what is limited, such as {@code provider:twelvedata} or {@code user:42}; shared by all nodes
 * @param rate how often it may be done
 * @param cost permits it takes; at least 1
 * @param patience the longest wait that is still worth it; zero to be answered yes or no
 */
public record PermitRequest(String name, Rate rate, int cost, Duration patience) {
    public PermitRequest {
        if (cost < 1) {
            throw new IllegalArgumentException("cost must be at least 1, but is " + cost);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative, but is " + patience);
        }
    }
}
