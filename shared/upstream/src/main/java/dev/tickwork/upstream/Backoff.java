package dev.tickwork.upstream;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after a failure. Jitter is real and a wait is never zero. */
final class Backoff {
    private static final int MOST_DOUBLINGS = 30;

    private final RetryPolicy policy;
    private final RandomGenerator random;

    Backoff(RetryPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    /**
     * After an outage: half to all of the initial wait, doubled with each attempt up to the longest.
     *
     * @param attempt 1 for the first that failed
     */
    Duration afterOutage(int attempt) {
        long ceiling = Math.min(policy.maxBackoff().toMillis(), doubled(attempt - 1));
        return Duration.ofMillis(Math.max(1, ceiling / 2 + random.nextLong(ceiling - ceiling / 2 + 1)));
    }

    /**
     * After the provider said that we are too fast: doubled likewise, kept between the shortest and the longest, without
     * jitter, because all nodes wait for it together and their pace spreads them afterwards.
     *
     * @param inARow how often the provider has said so without an answer between; 1 for the first
     */
    Duration afterRateLimit(int inARow) {
        long wanted = Math.max(policy.minRateLimitBackoff().toMillis(), doubled(inARow - 1));
        return Duration.ofMillis(Math.max(1, Math.min(policy.maxBackoff().toMillis(), wanted)));
    }

    private long doubled(int times) {
        int doublings = Math.min(times, MOST_DOUBLINGS);
        return policy.initialBackoff().toMillis() << doublings;
    }
}
