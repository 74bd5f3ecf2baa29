package dev.tickwork.runtime.once;

import dev.tickwork.jobs.RunState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands, as the ledger has it.
 *
 * @param attempt the one that runs or comes next; the last one when it is over
 * @param runAt may start from then on
 * @param startedAt when its present or last attempt began; null while it waits
 * @param finishedAt when it was over; null until then
 * @param rows that it changed
 * @param failedItems how many of its items did not end well
 * @param trouble why it waits, failed or was called off; null when nothing is to be said
 * @param isKept whether something keeps it from going on that is neither another run nor a want of hands: a pause, or what
 *     its last try met
 */
record RunStanding(
        RunState state,
        int attempt,
        Instant runAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        int rows,
        int failedItems,
        @Nullable String trouble,
        boolean isKept) {
    boolean isSuccess() {
        return state == RunState.SUCCESS;
    }

    /** Whether nothing will happen to it until {@code then}, or ever. */
    boolean rests(Instant then) {
        return state.isFinal() || (isPut() && runAt.isAfter(then));
    }

    /** Whether it waits, and something keeps it. */
    boolean isPutAndKept() {
        return isPut() && isKept;
    }

    /** Whether it has been at work since {@code then} or longer. */
    boolean worksSince(Instant then) {
        return state == RunState.STARTED && startedAt != null && !startedAt.isAfter(then);
    }

    private boolean isPut() {
        return state == RunState.RETRY || state == RunState.PENDING;
    }
}
