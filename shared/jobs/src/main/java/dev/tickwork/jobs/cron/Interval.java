package dev.tickwork.jobs.cron;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Fires at even distances, through whatever the clocks on the walls do.
 *
 * @param every distance between two fires, positive
 * @param anchor one of the fires; all others lie on its grid, before and after
 */
public record Interval(Duration every, Instant anchor) implements FireTimes {
    public Interval {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("every must be positive but is " + every);
        }
    }

    @Override
    public Optional<Instant> nextAfter(Instant after) {
        return Optional.of(anchor.plus(every.multipliedBy(periodsTo(after) + 1)));
    }

    @Override
    public long countBetween(Instant after, Instant upTo) {
        return Math.max(0, periodsTo(upTo) - periodsTo(after));
    }

    private long periodsTo(Instant at) {
        Duration distance = Duration.between(anchor, at);
        long periods = distance.dividedBy(every);
        return every.multipliedBy(periods).compareTo(distance) > 0 ? periods - 1 : periods;
    }
}
