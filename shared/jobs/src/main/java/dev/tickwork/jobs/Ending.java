package dev.tickwork.jobs;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How an execution ended, as it goes into the ledger. */
sealed interface Ending {
    Instant at();

    /** The answer of the function that fits. */
    <T> T match(Function<Finished, T> finished, Function<Snoozed, T> snoozed, Function<Held, T> held);

    /** For good; {@code result} with a success, {@code failure} without. */
    record Finished(
            Instant at,
            RunState state,
            @Nullable RunResult result,
            @Nullable Failure failure) implements Ending {
        static Finished success(Instant at, RunResult result) {
            return new Finished(at, RunState.SUCCESS, result, null);
        }

        static Finished failure(Instant at, Failure failure) {
            return new Finished(at, RunState.FAILURE, null, failure);
        }

        Finished plusRows(int rows) {
            return new Finished(at, state, result == null ? null : result.plusRows(rows), failure);
        }

        @Override
        public <T> T match(Function<Finished, T> finished, Function<Snoozed, T> snoozed, Function<Held, T> held) {
            return finished.apply(this);
        }
    }

    /** The same run again at {@code runAt}. */
    record Snoozed(Instant at, Instant runAt, String reason) implements Ending {
        @Override
        public <T> T match(Function<Finished, T> finished, Function<Snoozed, T> snoozed, Function<Held, T> held) {
            return snoozed.apply(this);
        }
    }

    /** A switch is off: the schedule says so, and no run is kept. */
    record Held(Instant at, String reason) implements Ending {
        @Override
        public <T> T match(Function<Finished, T> finished, Function<Snoozed, T> snoozed, Function<Held, T> held) {
            return held.apply(this);
        }
    }
}
