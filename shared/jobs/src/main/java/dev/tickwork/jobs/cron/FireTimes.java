package dev.tickwork.jobs.cron;

import java.time.Instant;
import java.util.Optional;

/** The moments at which a schedule fires, as far as a rule says them. Immutable; the same question has one answer. */
public interface FireTimes {
    /** The first fire later than {@code after}; empty when there is none any more. */
    Optional<Instant> nextAfter(Instant after);

    /**
     * How many fires are later than {@code after} and not later than {@code upTo}; 0 when that is not later. Takes its time
     * by the days between, not by the fires.
     */
    long countBetween(Instant after, Instant upTo);
}
