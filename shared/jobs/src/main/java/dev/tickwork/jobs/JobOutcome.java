package dev.tickwork.jobs;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a finished run tells the engine; a failed future means a bug or an outage instead. */
public sealed interface JobOutcome {
    /** The answer of the case that fits. */
    <T> T match(Cases<T> cases);

    /** What to make of each kind of outcome; a new kind breaks the build here. */
    interface Cases<T> {
        T done(Done done);

        T skipped(Skipped skipped);

        T snooze(Snooze snooze);

        T giveUp(GiveUp giveUp);

        T afterChildren(AfterChildren afterChildren);
    }

    /**
     * The work is done, though some of its items may have failed. Recorded as a success.
     *
     * @param rowsWritten rows inserted or changed; what was deferred is added by the engine when it is written
     * @param items how many items were done, such as symbols
     * @param failed the items that failed, each with its reason; one bad item never fails the rest
     * @param result what else there is to say, as long as results are kept; stored without what is named like a secret, at
     *     most 64 KiB as JSON. Null for nothing
     * @param lastWrite written in the transaction that ends the run, so that it happens exactly once; answers the rows it
     *     changed. Null for nothing
     */
    record Done(
            int rowsWritten,
            int items,
            SortedMap<String, String> failed,
            @Nullable Record result,
            @Nullable Function<Tx, Future<Integer>> lastWrite)
            implements JobOutcome {
        public Done {
            failed = new TreeMap<>(failed);
        }

        public Done(int rowsWritten, int items, SortedMap<String, String> failed) {
            this(rowsWritten, items, failed, null, null);
        }

        /** Everything that was to be done is done. */
        public static Done all(int rowsWritten, int items) {
            return new Done(rowsWritten, items, new TreeMap<>());
        }

        /** The same, with something to say. */
        public Done with(Record said) {
            return new Done(rowsWritten, items, failed, said, lastWrite);
        }

        /** The same, with a write that happens if and only if the run ends so. */
        public Done writing(Function<Tx, Future<Integer>> last) {
            return new Done(rowsWritten, items, failed, result, last);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.done(this);
        }
    }

    /**
     * There was nothing to do. Recorded as a success that says why.
     *
     * @param reason in words for people
     */
    record Skipped(String reason) implements JobOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.skipped(this);
        }
    }

    /**
     * Not now: the same run again later, on any node. The attempt is not counted.
     *
     * @param delay how long to wait; positive
     * @param reason in words for people
     */
    record Snooze(Duration delay, String reason) implements JobOutcome {
        public Snooze {
            if (delay.isNegative() || delay.isZero()) {
                throw new IllegalArgumentException("delay must be positive but is " + delay);
            }
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.snooze(this);
        }
    }

    /**
     * Trying again cannot help; a person must look. Recorded as a failure of class {@code permanent}.
     *
     * @param reason in words for people
     */
    record GiveUp(String reason) implements JobOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.giveUp(this);
        }
    }

    /**
     * Its own work is done, and the run is over when all its children are, with a summary of them.
     *
     * @param own what it did itself
     * @param toleratesFailures whether it succeeds although a child did not
     */
    record AfterChildren(Done own, boolean toleratesFailures) implements JobOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.afterChildren(this);
        }
    }
}
