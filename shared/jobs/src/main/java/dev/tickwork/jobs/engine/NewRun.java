package dev.tickwork.jobs.engine;

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
 * @param isHere whether this node would run it at once
 */
record NewRun(
        UUID id,
        String job,
        int priority,
        Instant runAt,
        Origin origin,
        @Nullable String arguments,
        boolean isHere) {
    NewRun elsewhere() {
        return new NewRun(id, job, priority, runAt, origin, arguments, false);
    }
}
