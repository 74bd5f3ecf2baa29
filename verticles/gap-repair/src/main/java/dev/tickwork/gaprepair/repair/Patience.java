package dev.tickwork.gaprepair.repair;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * How long gaps wait for their next try.
 *
 * @param confirmations how many empty answers prove a gap empty
 * @param confirmEvery how far apart those are
 * @param retryFirst the wait after the first attempt in vain; twice as long each time
 * @param retryMost the wait is no longer than this
 */
public record Patience(int confirmations, Duration confirmEvery, Duration retryFirst, Duration retryMost) {
    private static final int MOST_DOUBLINGS = 30;

    /**
     * Which confirmations are far enough apart.
     *
     * @param last an answer since then is too near, unless the gap was due again
     * @param due a gap is due again whose next try is no later
     * @param next when to confirm once more
     */
    record Spacing(Instant last, Instant due, Instant next) {}

    /** For an answer that is judged now. A tenth too soon will do: repairs do not come to the second. */
    Spacing spacing(Instant now) {
        return new Spacing(now.minus(confirmEvery), now.plus(confirmEvery.dividedBy(10)), confirmAfter(now));
    }

    /** When to confirm once more. */
    Instant confirmAfter(Instant now) {
        return now.plus(confirmEvery);
    }

    /**
     * When to try again what failed, up to a tenth later by chance, so that what failed together does not come back
     * together.
     *
     * @param attempts so far, from 1
     */
    Instant retryAfter(Instant now, int attempts, RandomGenerator random) {
        Duration wait = doubled(attempts - 1);
        return now.plus(wait).plus(wait.multipliedBy(random.nextInt(1_001)).dividedBy(10_000));
    }

    private Duration doubled(int times) {
        Duration wait = retryFirst.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
        return wait.compareTo(retryMost) > 0 ? retryMost : wait;
    }
}
