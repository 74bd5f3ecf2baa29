package dev.tickwork.jobs;

import java.time.Instant;
import java.util.UUID;

/**
 * What is settled about a run before it starts.
 *
 * @param id the run
 * @param definition its job's
 * @param firedAt when it was due
 * @param attempt from 1
 * @param startedAt when this node took it
 */
record RunIdentity(UUID id, JobDefinition definition, Instant firedAt, int attempt, Instant startedAt) {
    String job() {
        return definition.name();
    }
}
