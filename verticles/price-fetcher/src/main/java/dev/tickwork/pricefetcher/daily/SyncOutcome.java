package dev.tickwork.pricefetcher.daily;

import java.time.Instant;
import java.util.function.Function;

/** How a synchronisation ended when nothing is broken. */
public sealed interface SyncOutcome {
    /** Everything was asked for. */
    record Finished(SyncResult result) implements SyncOutcome {
        @Override
        public <T> T match(Function<Finished, T> onFinished, Function<Paused, T> onPaused) {
            return onFinished.apply(this);
        }
    }

    /**
     * The provider lets us go on later only. The same run may then be repeated: it asks for what is left.
     *
     * @param until the first moment at which going on makes sense
     * @param reason for operators
     * @param result so far
     */
    record Paused(Instant until, String reason, SyncResult result) implements SyncOutcome {
        @Override
        public <T> T match(Function<Finished, T> onFinished, Function<Paused, T> onPaused) {
            return onPaused.apply(this);
        }
    }

    /** One result for whichever of them it is. */
    <T> T match(Function<Finished, T> onFinished, Function<Paused, T> onPaused);
}
