package dev.tickwork.upstream;

import java.time.Duration;

/**
 * When a provider counts as down.
 *
 * @param failures outages in a row, without an answer between them, that open the breaker
 * @param resetAfter how long it stays open before one call may probe
 */
public record BreakerPolicy(int failures, Duration resetAfter) {
    static final BreakerPolicy USUAL = new BreakerPolicy(5, Duration.ofSeconds(30));

    public BreakerPolicy {
        if (failures < 1) {
            throw new IllegalArgumentException("failures must be at least 1, but is " + failures);
        }
        if (resetAfter.toMillis() < 1) {
            throw new IllegalArgumentException("resetAfter must be at least a millisecond, but is " + resetAfter);
        }
    }
}
