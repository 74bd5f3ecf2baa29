package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.RunState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an execution ended, as it goes into the ledger. */
sealed interface Ending {
    Instant at();

    /** The answer of the case that fits. */
    <T> T match(Cases<T> cases);

    /** What to make of each kind of ending. */
    interface Cases<T> {
        T finished(Finished finished);

        T retried(Retried retried);

        T snoozed(Snoozed snoozed);

        T held(Held held);

        T awaiting(Awaiting awaiting);
    }

    /** For good; {@code failure} without success. */
    record Finished(
            Instant at,
            RunState state,
            Figures figures,
            @Nullable Failure failure) implements Ending {
        static Finished success(Instant at, Figures figures) {
            return new Finished(at, RunState.SUCCESS, figures, null);
        }

        static Finished failure(Instant at, Failure failure) {
            return new Finished(at, RunState.FAILURE, Figures.NONE, failure);
        }

        Finished plusRows(int rows) {
            return new Finished(at, state, figures.plusRows(rows), failure);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.finished(this);
        }
    }

    /** Failed, and tried again at {@code runAt}. */
    record Retried(Instant at, Instant runAt, Failure failure) implements Ending {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.retried(this);
        }
    }

    /** The same run again at {@code runAt}. */
    record Snoozed(Instant at, Instant runAt, String reason) implements Ending {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.snoozed(this);
        }
    }

    /** A switch is off: the schedule says so, and no run is kept. */
    record Held(Instant at, String reason) implements Ending {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.held(this);
        }
    }

    /** Its own work is done, and its children go on. */
    record Awaiting(Instant at, Figures figures, boolean toleratesFailures) implements Ending {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.awaiting(this);
        }
    }
}
