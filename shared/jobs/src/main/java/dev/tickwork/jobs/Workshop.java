package dev.tickwork.jobs;

import dev.tickwork.domain.time.Time;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * What the parts of one engine share.
 *
 * @param context the thread on which they think
 * @param time decides what is due
 * @param door the way to Postgres
 * @param runs the ledger
 * @param schedules when jobs run
 * @param ids names runs
 * @param node who we are
 * @param settings how the engine keeps time
 * @param runLog says what happens to runs
 */
record Workshop(
        EngineContext context,
        Time time,
        LedgerDoor door,
        RunStore runs,
        ScheduleStore schedules,
        RunIds ids,
        String node,
        EngineSettings settings,
        RunLog runLog) {

    /** The present moment, as exact as Postgres keeps it. */
    Instant now() {
        return time.now().truncatedTo(ChronoUnit.MICROS);
    }

    UUID nextId() {
        return ids.next(time.now());
    }

    Execution execution(StartedJob job, RunIdentity identity) {
        return new Execution(job, identity, runs, door, time);
    }
}
