package dev.tickwork.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One scheduled job as {@code /jobs/status} shows it; the first three components are what its callers have always read.
 *
 * @param name as people call it, such as {@code PriceFetcherJob}
 * @param running whether a living node runs it at its moments: false when held, overdue, or when no such node is left
 * @param intervalSeconds how often it should run
 * @param job its stable name
 * @param effectiveIntervalSeconds how often it runs at the moment
 * @param effectiveReason why that is not the wish; null when it is
 * @param node who ran it last, by the name that people call it; null before the first run
 * @param lastStarted when it was last started; null before the first run
 * @param lastSuccess when a run last ended well; null when none is remembered
 * @param lastError the last failure that is remembered; null without one
 * @param nextDue when it fires next
 * @param overdue whether it should have fired by now and nobody did it
 * @param runs how many runs ended in the last hour; null when the ledger cannot be asked
 * @param errorRate the share of them that failed, 0 to 1; null without runs
 * @param averageMs how long they took on average; null without runs
 * @param skippedFires fires that were left out because the run before still went on, ever
 * @param heldSince since when it is held; null when it is not
 * @param heldReason why it is held; null when it is not
 * @param missedFires fires missed since it is held; 0 when it is not
 * @param waitsUntil when its snoozed run goes on; null when none waits
 * @param waitsReason why that one waits; null when none does
 * @param degraded why it works only in part, on any of its nodes; null when it works
 */
public record JobStatus(
        String name,
        boolean running,
        long intervalSeconds,
        String job,
        long effectiveIntervalSeconds,
        @Nullable String effectiveReason,
        @Nullable String node,
        @Nullable Instant lastStarted,
        @Nullable Instant lastSuccess,
        @Nullable LastError lastError,
        Instant nextDue,
        boolean overdue,
        @Nullable Long runs,
        @Nullable Double errorRate,
        @Nullable Long averageMs,
        long skippedFires,
        @Nullable Instant heldSince,
        @Nullable String heldReason,
        long missedFires,
        @Nullable Instant waitsUntil,
        @Nullable String waitsReason,
        @Nullable String degraded) {}
