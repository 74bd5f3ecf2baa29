package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.JobDefinition;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is settled about a run when this node takes it.
 *
 * @param id the run
 * @param definition its job's
 * @param firedAt when it was due
 * @param attempt from 1
 * @param claim fences its writes: how often it has been taken
 * @param startedAt when this node took it
 * @param ties what hangs on its end
 */
record RunIdentity(
        UUID id, JobDefinition definition, Instant firedAt, int attempt, int claim, Instant startedAt, Ties ties) {
    String job() {
        return definition.name();
    }

    /**
     * What hangs on the end of a run, beside its own row.
     *
     * @param schedule whose run it is; null when none
     * @param isFire whether it was due; false when somebody asked for it, even if for a schedule's
     * @param arguments as JSON; null for none
     * @param hasKey whether it stands in the way of others with its unique key
     * @param isAwaited whether a parent or the next in a chain waits for its end
     */
    record Ties(
            @Nullable String schedule,
            boolean isFire,
            @Nullable String arguments,
            boolean hasKey,
            boolean isAwaited) {
        static final Ties NONE = new Ties(null, false, null, false, false);

        static Ties ofFire(String schedule, @Nullable String arguments) {
            return new Ties(schedule, true, arguments, false, false);
        }
    }
}
