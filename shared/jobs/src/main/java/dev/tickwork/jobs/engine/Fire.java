package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.Cadence;
import dev.tickwork.jobs.cron.CatchUp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A schedule that is due, and what follows from claiming that.
 *
 * @param schedule which
 * @param dueAt since when
 * @param cadence how often it fires at the moment
 * @param runs the runs to be made, oldest first; empty when what was missed is left out
 * @param missed fires that get no run because they were missed
 * @param nextFireAt when it is due next
 */
record Fire(ScheduleHere schedule, Instant dueAt, Cadence cadence, List<Born> runs, long missed, Instant nextFireAt) {
    /** What is due never comes again: as good as never. */
    static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    static Fire of(ScheduleHere schedule, Cadence cadence, CatchUp catchUp, Instant now) {
        Instant dueAt = schedule.nextFireAt();
        Instant next = catchUp.next();
        return new Fire(
                schedule,
                dueAt,
                cadence,
                catchUp.run().stream()
                        .map(at -> new Born(RunIds.ofFire(schedule.name(), at), at))
                        .toList(),
                catchUp.missed(),
                next == null ? NEVER : cadence.bounded(next, now));
    }

    /** The newest of its runs; empty when it has none. */
    Optional<Born> lastRun() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    /** A run of a fire, named by schedule and moment, so that it cannot come twice. */
    record Born(UUID runId, Instant at) {}
}
