package dev.tickwork.jobs;

import java.time.Instant;
import java.util.UUID;

/**
 * A moment at which a job is due, and what follows from claiming it.
 *
 * @param job whose it is
 * @param runId the run that it becomes
 * @param fireAt when it was due
 * @param cadence how often the schedule fires at the moment
 * @param nextFireAt when it is due next
 */
record Fire(StartedJob job, UUID runId, Instant fireAt, Cadence cadence, Instant nextFireAt) {
    String schedule() {
        return job.name();
    }

    RunIdentity run(Instant startedAt) {
        return new RunIdentity(runId, job.definition(), fireAt, 1, startedAt);
    }
}
