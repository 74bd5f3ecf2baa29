package dev.tickwork.jobs.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as lists show it.
 *
 * @param id names it; lists are in this order
 * @param job its job's stable name
 * @param queue its queue's name
 * @param priority higher goes first among the runs of its job
 * @param state as {@link dev.tickwork.jobs.RunState#label()} says it
 * @param attempt the one that runs or comes next; the last one when it is over
 * @param node who runs it or ran it last, by name; null before that
 * @param enqueuedAt when it was asked for
 * @param runAt may start from then on
 * @param startedAt when its present or last attempt began; null while it waits
 * @param finishedAt when it was over; null until then
 * @param durationMs how long its last attempt took; null until it is over, and when it never started
 * @param rowsWritten rows that it changed
 * @param itemsDone items that ended well
 * @param itemsFailed items that did not
 * @param skipped why there was nothing to do; null when there was
 * @param errorClass {@link dev.tickwork.domain.Fault#code()}, or {@code bug}; null without an error
 * @param error why it failed; null when it did not
 * @param heldReason why it waits, or why it is tried again; null when nothing is to be said
 * @param waits whether it waits for its children or for the run before it
 * @param cancelRequested whether somebody wants it to stop and it has not yet
 * @param trigger as {@link dev.tickwork.jobs.Trigger#label()} says it
 * @param askedBy the subject who asked for it; null for the system itself
 * @param schedule whose fire it is; null for none
 * @param fireAt the moment of its schedule; null without one
 * @param parent the run that started it; null for none
 * @param rerunOf the run that it repeats; null for none
 * @param progress how far it is; null when it does not run or does not say
 */
public record RunSummary(
        UUID id,
        String job,
        String queue,
        int priority,
        String state,
        int attempt,
        @Nullable String node,
        Instant enqueuedAt,
        Instant runAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Long durationMs,
        int rowsWritten,
        int itemsDone,
        int itemsFailed,
        @Nullable String skipped,
        @Nullable String errorClass,
        @Nullable String error,
        @Nullable String heldReason,
        boolean waits,
        boolean cancelRequested,
        String trigger,
        @Nullable String askedBy,
        @Nullable String schedule,
        @Nullable Instant fireAt,
        @Nullable UUID parent,
        @Nullable UUID rerunOf,
        @Nullable Progress progress) {}
