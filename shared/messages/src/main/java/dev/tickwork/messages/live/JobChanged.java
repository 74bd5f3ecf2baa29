package dev.tickwork.messages.live;

import dev.tickwork.messages.Topic;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Said whenever a run changes its state or says how far it is. A nudge: the ledger has the rest. When too many change at
 * once, not each is told of.
 *
 * @param runId the run
 * @param job the job's stable name
 * @param state {@code pending}, {@code started}, {@code success}, {@code failure}, {@code retry} or {@code revoked}
 * @param attempt from 1; 0 before the first
 * @param node who runs or ran it; null before it was claimed
 * @param at when it changed
 * @param error why it failed; null otherwise
 * @param progress how far it is; null when it did not say
 * @param untold changes of other runs that are not told one by one, so that whoever shows lists asks anew; null for none
 */
public record JobChanged(
        UUID runId,
        String job,
        String state,
        int attempt,
        @Nullable String node,
        Instant at,
        @Nullable String error,
        @Nullable Progress progress,
        @Nullable Integer untold) {
    public static final Topic<JobChanged> TOPIC = new Topic<>("live.jobs", JobChanged.class);

    /**
     * How far a run is.
     *
     * @param done units of work that are done
     * @param total units in all; null when nobody knows
     * @param message what is being done; null when it was not said
     * @param eta when it will be done at this pace; null when nobody knows
     */
    public record Progress(
            long done,
            @Nullable Long total,
            @Nullable String message,
            @Nullable Instant eta) {}

    /** The same, and so many others that are not told of. */
    public JobChanged and(int others) {
        return new JobChanged(runId, job, state, attempt, node, at, error, progress, others);
    }
}
