package dev.tickwork.runtime.jobs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.JobOperator.Cancelled;
import dev.tickwork.jobs.RunState;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** What is done to each of many runs. */
enum BulkAction {
    /** Those that wait go ahead at once. */
    RETRY(EnumSet.of(RunState.PENDING, RunState.RETRY)) {
        @Override
        Future<Boolean> to(JobOperator operator, Tx tx, UUID run, By by) {
            return operator.retry(tx, run, by).map(true);
        }
    },
    /** Those that are over run once more. */
    RERUN(EnumSet.of(RunState.SUCCESS, RunState.FAILURE, RunState.REVOKED)) {
        @Override
        Future<Boolean> to(JobOperator operator, Tx tx, UUID run, By by) {
            return operator.rerun(tx, run, by).map(true);
        }
    },
    /** Those that are not over are called off. */
    CANCEL(EnumSet.of(RunState.PENDING, RunState.STARTED, RunState.RETRY)) {
        @Override
        Future<Boolean> to(JobOperator operator, Tx tx, UUID run, By by) {
            return operator.cancel(tx, run, by).map(became -> became != Cancelled.OVER);
        }
    };

    private final Set<RunState> states;

    BulkAction(Set<RunState> states) {
        this.states = states;
    }

    /** Does it to one run; false when that came too late. Fails as {@link JobOperator} says. */
    abstract Future<Boolean> to(JobOperator operator, Tx tx, UUID run, By by);

    /** Those of the states asked for in which a run can be meant; all that can when none is asked for. */
    Set<RunState> among(Set<RunState> asked) {
        Set<RunState> meant = EnumSet.copyOf(states);
        if (!asked.isEmpty()) {
            meant.retainAll(asked);
        }
        return meant;
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
