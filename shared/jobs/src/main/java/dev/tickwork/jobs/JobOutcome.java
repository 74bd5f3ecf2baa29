package dev.tickwork.jobs;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What a finished run tells the engine; a failed future means a bug or an outage instead. */
public sealed interface JobOutcome {
    /** The answer of the function that fits; a new kind of outcome breaks the build here. */
    <T> T match(
            Function<Done, T> done,
            Function<Skipped, T> skipped,
            Function<Snooze, T> snooze,
            Function<GiveUp, T> giveUp);

    /**
     * The work is done, though some of its items may have failed. Recorded as a success.
     *
     * @param rowsWritten rows inserted or changed; what was deferred is added by the engine when it is written
     * @param items how many items were done, such as symbols
     * @param failed the items that failed, each with its reason; one bad item never fails the rest
     */
    record Done(int rowsWritten, int items, SortedMap<String, String> failed) implements JobOutcome {
        public Done {
            failed = new TreeMap<>(failed);
        }

        /** Everything that was to be done is done. */
        public static Done all(int rowsWritten, int items) {
            return new Done(rowsWritten, items, new TreeMap<>());
        }

        @Override
        public <T> T match(
                Function<Done, T> done,
                Function<Skipped, T> skipped,
                Function<Snooze, T> snooze,
                Function<GiveUp, T> giveUp) {
            return done.apply(this);
        }
    }

    /**
     * There was nothing to do. Recorded as a success that says why.
     *
     * @param reason in words for people
     */
    record Skipped(String reason) implements JobOutcome {
        @Override
        public <T> T match(
                Function<Done, T> done,
                Function<Skipped, T> skipped,
                Function<Snooze, T> snooze,
                Function<GiveUp, T> giveUp) {
            return skipped.apply(this);
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
        public <T> T match(
                Function<Done, T> done,
                Function<Skipped, T> skipped,
                Function<Snooze, T> snooze,
                Function<GiveUp, T> giveUp) {
            return snooze.apply(this);
        }
    }

    /**
     * Trying again cannot help; a person must look. Recorded as a failure of class {@code permanent}.
     *
     * @param reason in words for people
     */
    record GiveUp(String reason) implements JobOutcome {
        @Override
        public <T> T match(
                Function<Done, T> done,
                Function<Skipped, T> skipped,
                Function<Snooze, T> snooze,
                Function<GiveUp, T> giveUp) {
            return giveUp.apply(this);
        }
    }
}
