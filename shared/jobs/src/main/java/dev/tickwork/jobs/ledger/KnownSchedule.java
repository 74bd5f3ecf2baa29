package dev.tickwork.jobs.ledger;

import dev.tickwork.jobs.cron.Overdue;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A schedule, what the release says of it and what an operator decided.
 *
 * @param name names it
 * @param job whose it is
 * @param verticle whose job that is
 * @param timing when it fires
 * @param release when it would fire if no operator wanted otherwise
 * @param heartbeatUrl asked for after each success; null for none. It may hold a secret
 * @param effective the interval at the moment, which market hours may stretch
 * @param effectiveReason why that is not the wish; null when it is
 * @param fires what became of its fires
 * @param held that its fires are held; null when they are not
 * @param paused that it rests; null when it does not
 * @param version counts the changes
 */
public record KnownSchedule(
        String name,
        String job,
        String verticle,
        Timing timing,
        Timing release,
        @Nullable String heartbeatUrl,
        Duration effective,
        @Nullable String effectiveReason,
        Fires fires,
        @Nullable Held held,
        @Nullable Pause paused,
        int version) {
    /**
     * What became of its fires.
     *
     * @param next when it fires next
     * @param last when it fired last; null when it never did
     * @param lastRun the run of that; null when it never fired
     * @param skipped left out because the run before still went on, ever
     * @param missed while it is held
     */
    public record Fires(
            Instant next, @Nullable Instant last, @Nullable UUID lastRun, long skipped, long missed) {}

    /** That its fires are held, since when and why. */
    public record Held(Instant since, String reason) {}

    /** Whether it should have fired by now and nobody did it. */
    public boolean isOverdue(Instant now) {
        return paused == null && Overdue.is(fires.next(), timing.every() == null ? null : effective, now);
    }
}
