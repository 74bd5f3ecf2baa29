package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Origin;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to be added to the queue.
 *
 * @param id its name
 * @param job its job's stable name
 * @param priority higher goes first
 * @param runAt may start from then on
 * @param origin who asked
 * @param arguments as JSON without secrets; null for none
 * @param hand whose hand waits here to run it at once; null when this node would not
 */
record NewRun(
        UUID id,
        String job,
        int priority,
        Instant runAt,
        Origin origin,
        @Nullable String arguments,
        @Nullable JobQueue hand) {
    boolean isHere() {
        return hand != null;
    }
}
