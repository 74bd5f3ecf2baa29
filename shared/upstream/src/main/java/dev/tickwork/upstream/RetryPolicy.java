package dev.tickwork.upstream;

import java.time.Duration;

/**
 * How a read that failed is repeated within its deadline. A write is never repeated.
 *
 * @param maxRetries further attempts after the first; 0 for none
 * @param initialBackoff the first wait, doubled with each attempt; jitter takes up to half of it away
 * @param minRateLimitBackoff the shortest wait after the provider said that we are too fast
 * @param maxBackoff the longest wait of ours; a longer one that the provider asks for is honoured
 */
public record RetryPolicy(int maxRetries, Duration initialBackoff, Duration minRateLimitBackoff, Duration maxBackoff) {
    static final RetryPolicy USUAL =
            new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(120));

    public RetryPolicy {
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries must not be negative, but is " + maxRetries);
        }
        if (initialBackoff.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "initialBackoff must be at least a millisecond, but is " + initialBackoff);
        }
        if (minRateLimitBackoff.isNegative()) {
            throw new IllegalArgumentException(
                    "minRateLimitBackoff must not be negative, but is " + minRateLimitBackoff);
        }
        if (maxBackoff.compareTo(initialBackoff) < 0) {
            throw new IllegalArgumentException(
                    "maxBackoff must not be shorter than initialBackoff " + initialBackoff + ", but is " + maxBackoff);
        }
    }
}
