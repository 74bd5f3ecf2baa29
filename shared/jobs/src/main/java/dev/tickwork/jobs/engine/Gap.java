package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.JobDefinition;
import java.time.Instant;
import java.util.UUID;

/**
 * Runs of one job that ended while Postgres was away and could not be kept in memory until it came back.
 *
 * @param id of the ledger row that will say so
 * @param definition their job's
 * @param runs how many
 * @param from when the first of them started
 * @param to when the last of them ended
 */
record Gap(UUID id, JobDefinition definition, int runs, Instant from, Instant to) {
    Gap plus(RunIdentity run, Ending ending) {
        return new Gap(id, definition, runs + 1, from, ending.at());
    }

    static Gap of(RunIdentity run, Ending ending, UUID id) {
        return new Gap(id, run.definition(), 1, run.startedAt(), ending.at());
    }

    String message() {
        return runs + " runs and what they wrote were dropped: postgres was away for longer than memory lasts";
    }
}
