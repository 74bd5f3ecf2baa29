package dev.tickwork.jobs;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often and after what waits a run is tried again.
 *
 * @param retries attempts after the first; 0 for none
 * @param first wait after the first attempt
 * @param factor by which the wait grows from one attempt to the next; 1 for always the same
 * @param cap the wait without its jitter is never longer
 * @param jitter a random part of up to this is added, so that what failed together does not come back together
 */
public record RetryRule(int retries, Duration first, double factor, Duration cap, Duration jitter) {
    static final RetryRule NEVER = new RetryRule(0, Duration.ZERO, 1, Duration.ZERO, Duration.ZERO);
    private static final int MOST = 100;

    public RetryRule {
        if (retries < 0 || retries > MOST) {
            throw new IllegalArgumentException("retries must be 0 to " + MOST + " but is " + retries);
        }
        if (factor < 1) {
            throw new IllegalArgumentException("factor must be at least 1 but is " + factor);
        }
        if (first.isNegative() || cap.compareTo(first) < 0 || jitter.isNegative()) {
            throw new IllegalArgumentException(
                    "first and jitter must not be negative nor cap less than first, but they are " + first + ", "
                            + jitter + ", " + cap);
        }
    }

    /** The same wait each time. */
    public static RetryRule fixed(int retries, Duration wait, Duration jitter) {
        return new RetryRule(retries, wait, 1, wait, jitter);
    }

    /** Twice the wait each time, up to {@code cap}; the jitter is up to half of the first wait. */
    public static RetryRule exponential(int retries, Duration first, Duration cap) {
        return new RetryRule(retries, first, 2, cap, first.dividedBy(2));
    }

    Optional<Duration> waitAfter(int attempt, RandomGenerator random) {
        return attempt > retries
                ? Optional.empty()
                : Optional.of(grown(attempt)
                        .plus(jitter.multipliedBy(random.nextInt(1001)).dividedBy(1000)));
    }

    private Duration grown(int attempt) {
        double millis = first.toMillis() * Math.pow(factor, attempt - 1.0);
        return millis >= cap.toMillis() ? cap : Duration.ofMillis((long) millis);
    }
}
