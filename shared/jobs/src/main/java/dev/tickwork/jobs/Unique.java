package dev.tickwork.jobs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * There is one run of a job with this key at a time; who asks for another gets that one.
 *
 * @param key within its job, such as a symbol
 * @param scope how long a run stands in the way
 * @param period it stands in the way for at least so long from its enqueueing, over or not; null for no longer than its
 *     scope
 */
public record Unique(String key, Scope scope, @Nullable Duration period) {
    private static final int LONGEST = 500;

    /** How long a run stands in the way of the next with its key. */
    public enum Scope {
        /** Until it starts: while it runs, one more may wait. */
        WAITING,
        /** Until it is over. */
        LIVE
    }

    public Unique {
        if (key.isBlank() || key.length() > LONGEST) {
            throw new IllegalArgumentException("key must have 1 to " + LONGEST + " characters but is '" + key + "'");
        }
        if (period != null && (period.isNegative() || period.isZero())) {
            throw new IllegalArgumentException("period must be positive but is " + period);
        }
    }

    public static Unique live(String key) {
        return new Unique(key, Scope.LIVE, null);
    }

    public static Unique waiting(String key) {
        return new Unique(key, Scope.WAITING, null);
    }
}
