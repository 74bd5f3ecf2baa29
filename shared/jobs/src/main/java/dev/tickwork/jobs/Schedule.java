package dev.tickwork.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * When a job runs: at an interval, once over all nodes. A fire that comes while the last run still goes on is skipped
 * and counted; whatever was missed while nobody was there is caught up by one run.
 */
public final class Schedule {
    private final Duration wish;
    private final Function<Instant, Cadence> cadence;
    private final boolean continuedWithoutDatabase;

    private Schedule(Duration wish, Function<Instant, Cadence> cadence, boolean continuedWithoutDatabase) {
        this.wish = wish;
        this.cadence = cadence;
        this.continuedWithoutDatabase = continuedWithoutDatabase;
    }

    /** Fires every {@code wish}, counted from the first start of the job. */
    public static Schedule every(Duration wish) {
        Cadence asWished = Cadence.of(wish);
        return new Schedule(wish, now -> asWished, false);
    }

    /**
     * The same, but as often as {@code cadence} says at each fire, because of market hours or a spent budget. It is asked
     * on the engine's thread and answers at once.
     */
    public Schedule stretchedBy(Function<Instant, Cadence> cadence) {
        return new Schedule(wish, cadence, continuedWithoutDatabase);
    }

    /**
     * The same, but the node that fired last goes on from memory while Postgres is away. Two nodes may do so after a
     * partition, so this is only for work that harms nobody when done twice.
     */
    public Schedule continuesWithoutDatabase() {
        return new Schedule(wish, cadence, true);
    }

    /** How often it should fire; what it comes to is {@link #cadenceAt}. */
    public Duration wish() {
        return wish;
    }

    /** How often it fires at {@code now}, and why. */
    public Cadence cadenceAt(Instant now) {
        return cadence.apply(now);
    }

    public boolean isContinuedWithoutDatabase() {
        return continuedWithoutDatabase;
    }
}
