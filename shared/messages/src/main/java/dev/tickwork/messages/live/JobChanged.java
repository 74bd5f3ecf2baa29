package dev.tickwork.messages.live;

import dev.tickwork.messages.Topic;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Said whenever a run changes its state. A nudge: the ledger has the rest.
 *
 * @param runId the run
 * @param job the job's stable name
 * @param state {@code pending}, {@code started}, {@code success}, {@code failure}, {@code retry} or {@code revoked}
 * @param attempt from 1; 0 before the first
 * @param node who runs or ran it; null before it was claimed
 * @param at when it changed
 * @param error why it failed; null otherwise
 */
public record JobChanged(
        UUID runId,
        String job,
        String state,
        int attempt,
        @Nullable String node,
        Instant at,
        @Nullable String error) {
    public static final Topic<JobChanged> TOPIC = new Topic<>("live.jobs", JobChanged.class);
}
