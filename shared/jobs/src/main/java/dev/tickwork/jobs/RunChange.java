package dev.tickwork.jobs;

import dev.tickwork.messages.live.JobChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that changed its state.
 *
 * @param runId the run
 * @param job its job's stable name
 * @param state the new state
 * @param attempt from 1
 * @param node who runs or ran it, by the name that people call it
 * @param at when it changed
 * @param took how long it ran; null while it does
 * @param errorClass {@link dev.tickwork.domain.Fault#code()}, or {@code bug}; null without an error
 * @param error why it failed, without secrets; null otherwise
 */
public record RunChange(
        UUID runId,
        String job,
        RunState state,
        int attempt,
        String node,
        Instant at,
        @Nullable Duration took,
        @Nullable String errorClass,
        @Nullable String error) {

    /** As every open console hears it. */
    public JobChanged message() {
        return new JobChanged(runId, job, state.label(), attempt, node, at, error, null, null);
    }
}
