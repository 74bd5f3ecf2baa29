package dev.tickwork.runtime.jobs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.ledger.RunListStore.Standing;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What is done to each of many runs. */
enum BulkAction {
    /** Those that wait go ahead at once; those that failed, or were called off, run once more. */
    RETRY(EnumSet.of(RunState.PENDING, RunState.RETRY, RunState.FAILURE, RunState.REVOKED)) {
        // What was called off is meant by whoever says so.
        @Override
        Set<RunState> usual() {
            return EnumSet.of(RunState.PENDING, RunState.RETRY, RunState.FAILURE);
        }

        @Override
        boolean takes(Standing run) {
            return super.takes(run) && !run.waits();
        }

        @Override
        Future<Set<UUID>> to(JobOperator operator, Tx tx, List<UUID> runs, By by) {
            return operator.retryAll(tx, runs, by).map(Map::keySet);
        }
    },
    /** Those that are over run once more. */
    RERUN(EnumSet.of(RunState.SUCCESS, RunState.FAILURE, RunState.REVOKED)) {
        @Override
        Future<Set<UUID>> to(JobOperator operator, Tx tx, List<UUID> runs, By by) {
            return operator.rerunAll(tx, runs, by).map(Map::keySet);
        }
    },
    /** Those that are not over are called off. */
    CANCEL(EnumSet.of(RunState.PENDING, RunState.STARTED, RunState.RETRY)) {
        @Override
        Future<Set<UUID>> to(JobOperator operator, Tx tx, List<UUID> runs, By by) {
            return operator.cancelAll(tx, runs, by).map(Map::keySet);
        }

        // It went with its parent.
        @Override
        boolean isDoneTo(Standing run) {
            return run.state() == RunState.REVOKED;
        }
    };

    private final Set<RunState> states;

    BulkAction(Set<RunState> states) {
        this.states = states;
    }

    /** Does it to runs. @return those for which it did not come too late */
    abstract Future<Set<UUID>> to(JobOperator operator, Tx tx, List<UUID> runs, By by);

    /** Whether a run to which it came too late stands as if it had not. */
    boolean isDoneTo(Standing run) {
        return false;
    }

    /** Those of the states asked for in which a run can be meant; the usual ones when none is asked for. */
    Set<RunState> among(Set<RunState> asked) {
        if (asked.isEmpty()) {
            return usual();
        }
        Set<RunState> meant = EnumSet.copyOf(states);
        meant.retainAll(asked);
        return meant;
    }

    /** The states in which runs are meant when nobody says which. */
    Set<RunState> usual() {
        return states;
    }

    /** Whether this can be meant for a run as it stands. */
    boolean takes(Standing run) {
        return states.contains(run.state());
    }

    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static BulkAction of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
