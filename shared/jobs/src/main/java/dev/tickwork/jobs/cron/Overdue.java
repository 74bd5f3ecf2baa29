package dev.tickwork.jobs.cron;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a schedule should have fired by now; found by whoever reads it, so that a dead scheduler is noticed. */
public final class Overdue {
    private static final Duration USUAL_DELAY = Duration.ofSeconds(5);

    private Overdue() {}

    /**
     * More than the few seconds late that a busy node or a change of nodes may take, and half an interval.
     *
     * @param every the interval at the moment; null of a cron expression, whose moments are meant as they are said, however
     *     far apart
     */
    public static boolean is(Instant nextFireAt, @Nullable Duration every, Instant now) {
        Duration grace = every == null ? Duration.ZERO : every.dividedBy(2);
        return now.isAfter(nextFireAt.plus(USUAL_DELAY).plus(grace));
    }
}
