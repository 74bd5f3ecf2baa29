package dev.tickwork.jobs.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that is not over, as {@code /api/v1/background/active} lists it.
 *
 * @param kind what it does
 * @param place the name of its node while it runs, else of its queue
 * @param taskId the run
 * @param name its job's stable name
 * @param status as {@link dev.tickwork.jobs.RunState#label()} says it
 * @param queue its queue's name
 * @param attempt the one that runs or comes next
 * @param startedAt null while it waits
 * @param eta when it may start, while that is to come
 */
public record ActiveTask(
        Kind kind,
        String place,
        UUID taskId,
        String name,
        String status,
        String queue,
        int attempt,
        @Nullable Instant startedAt,
        @Nullable Instant eta) {
    /** What a run that is not over does. */
    public enum Kind {
        /** It runs. */
        ACTIVE,
        /** It waits for its moment, or for another run. */
        SCHEDULED,
        /** It could start now. */
        RESERVED
    }
}
