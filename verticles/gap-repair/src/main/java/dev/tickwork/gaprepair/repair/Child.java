package dev.tickwork.gaprepair.repair;

import dev.tickwork.messages.candles.CandlesFetched;
import dev.tickwork.messages.candles.FetchCandles;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that asks the exchange for a gap.
 *
 * @param runId the run
 * @param enqueuedAt since when it waits
 * @param isOver whether it has ended
 * @param asked what it asks for
 * @param answer what came; null while it goes on, and when it failed
 * @param error why it failed; null when it did not
 */
record Child(
        UUID runId,
        Instant enqueuedAt,
        boolean isOver,
        FetchCandles asked,
        @Nullable CandlesFetched answer,
        @Nullable String error) {
    /** What came. */
    CandlesFetched told() {
        return Objects.requireNonNull(answer, "it did not answer");
    }
}
