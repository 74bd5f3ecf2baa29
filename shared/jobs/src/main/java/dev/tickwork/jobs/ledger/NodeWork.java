package dev.tickwork.jobs.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a node does of the engine's work, as the database knows it.
 *
 * @param node who
 * @param seenAt its last sign of life
 * @param stoppedAt when it ended in order; null when it did not
 * @param jobs those it serves, by name
 * @param running how many runs it has under way
 * @param runs those longest under way; at most 20
 */
public record NodeWork(
        Identity node,
        Instant seenAt,
        @Nullable Instant stoppedAt,
        List<String> jobs,
        long running,
        List<Underway> runs) {
    public NodeWork {
        jobs = List.copyOf(jobs);
        runs = List.copyOf(runs);
    }

    /** Who it is; the id is new at every start. */
    public record Identity(
            String id, String name, String host, long pid, String version, Instant startedAt, List<String> verticles) {
        public Identity {
            verticles = List.copyOf(verticles);
        }
    }

    /** A run that it has under way. */
    public record Underway(UUID id, String job, int attempt, Instant startedAt) {}
}
