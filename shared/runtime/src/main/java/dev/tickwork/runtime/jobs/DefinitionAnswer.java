package dev.tickwork.runtime.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.jobs.LastError;
import dev.tickwork.jobs.ledger.KnownJob;
import dev.tickwork.jobs.ledger.Pause;
import dev.tickwork.jobs.ledger.WaitingCounts;
import dev.tickwork.messages.Wire;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job as the API shows it. */
record DefinitionAnswer(
        String job,
        String name,
        List<String> aliases,
        String queue,
        @Nullable String verticle,
        List<String> nodes,
        JsonNode definition,
        @Nullable Integer clusterLimit,
        @Nullable Pause paused,
        WaitingCounts counts,
        @Nullable Instant lastSuccess,
        @Nullable LastError lastError) {

    /** All of them, as {@code definitions.list} answers. */
    record All(List<DefinitionAnswer> definitions) {}

    static DefinitionAnswer of(KnownJob job, WaitingCounts counts) {
        return new DefinitionAnswer(
                job.name(),
                job.alias(),
                job.aliases(),
                job.queue(),
                nullIfEmpty(job.verticle()),
                job.nodes(),
                Wire.tree(job.definition()),
                job.clusterLimit(),
                job.paused(),
                counts,
                job.last().success(),
                job.last().error());
    }

    /** Whose a job is; null of one that belongs to no verticle, because every process has it. */
    static @Nullable String nullIfEmpty(String verticle) {
        return verticle.isEmpty() ? null : verticle;
    }
}
