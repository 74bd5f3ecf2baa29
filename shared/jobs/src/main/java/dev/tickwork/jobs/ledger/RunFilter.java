package dev.tickwork.jobs.ledger;

import dev.tickwork.jobs.RunState;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are wanted; null asks for nothing.
 *
 * @param states in one of these; empty for any
 * @param job its stable name
 * @param node who runs it or ran it last, by the name that people call it
 * @param queue its queue's name
 * @param parent the run that started it
 * @param since asked for at this moment or later
 * @param until asked for before this moment
 * @param search its error contains this, in any case
 */
public record RunFilter(
        Set<RunState> states,
        @Nullable String job,
        @Nullable String node,
        @Nullable String queue,
        @Nullable UUID parent,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String search) {
    public RunFilter {
        states = Set.copyOf(states);
    }

    /** The runs that this one started. */
    public static RunFilter childrenOf(UUID parent) {
        return new RunFilter(Set.of(), null, null, null, parent, null, null, null);
    }

    /** The same, but only in these states and asked for before this moment. */
    public RunFilter narrowedTo(Set<RunState> fewer, Instant earlier) {
        return new RunFilter(fewer, job, node, queue, parent, since, earlier, search);
    }

    boolean takes(RunSummary run) {
        return states.isEmpty()
                || states.stream().anyMatch(state -> state.label().equals(run.state()));
    }

    boolean leavesOutSuccess() {
        return !states.isEmpty() && !states.contains(RunState.SUCCESS);
    }
}
