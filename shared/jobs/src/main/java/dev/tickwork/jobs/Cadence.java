package dev.tickwork.jobs;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often a schedule fires at the moment, and why not as often as wished.
 *
 * @param every time from one fire to the next
 * @param notAfter the next fire is never later than this, such as the market's opening; null when nothing is waited for
 * @param reason why it is slower than the wish, in words for people; null when it is not
 */
public record Cadence(
        Duration every,
        @Nullable Instant notAfter,
        @Nullable String reason) {
    public Cadence {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("every must be positive but is " + every);
        }
    }

    /** As often as wished. */
    public static Cadence of(Duration every) {
        return new Cadence(every, null, null);
    }

    /** The next fire, unless something that is waited for comes before it. */
    public Instant bounded(Instant next, Instant now) {
        return notAfter != null && notAfter.isAfter(now) && notAfter.isBefore(next) ? notAfter : next;
    }
}
