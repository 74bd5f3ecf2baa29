package dev.tickwork.jobs.engine;

import java.time.Duration;
import java.time.Instant;

/** Whether a schedule should have fired by now; found by whoever reads it, so that a dead scheduler is noticed. */
final class Overdue {
    private static final Duration USUAL_DELAY = Duration.ofSeconds(5);

    private Overdue() {}

    /** Half an interval late, and more than the few seconds that a busy node or a change of nodes may take. */
    static boolean is(Instant nextFireAt, Duration every, Instant now) {
        return now.isAfter(nextFireAt.plus(USUAL_DELAY).plus(every.dividedBy(2)));
    }
}
