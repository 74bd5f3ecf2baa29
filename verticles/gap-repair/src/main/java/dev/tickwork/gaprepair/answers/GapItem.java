package dev.tickwork.gaprepair.answers;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A gap as people are shown it.
 *
 * @param id of {@code data_gaps}
 * @param exchange the provider's stable name
 * @param symbol ours
 * @param timeframe its label
 * @param gapStart the open of the first candle that is missing
 * @param gapEnd the first open after it
 * @param detectedAt when it was found
 * @param repairedAt when there was nothing left to do; null while there is
 * @param state {@code missing}, {@code repaired}, {@code proven-empty}, {@code exchange-down}, {@code quarantined} or
 *     {@code gone}
 * @param missing how many candles
 * @param attempts how often it was asked for in vain
 * @param nextTryAt when it is asked for again; null when it is not
 * @param lastError why the last attempt was in vain, or what is doubted; null when neither is so
 * @param confirmations how often the exchange answered that there is nothing
 * @param downtimeId of {@code downtimes}; null when it is not that
 * @param detectedRunId the run that found it
 * @param repairRunId the run that asked for it last; null when none did
 */
record GapItem(
        long id,
        String exchange,
        String symbol,
        String timeframe,
        Instant gapStart,
        Instant gapEnd,
        Instant detectedAt,
        @Nullable Instant repairedAt,
        String state,
        int missing,
        int attempts,
        @Nullable Instant nextTryAt,
        @Nullable String lastError,
        int confirmations,
        @Nullable Long downtimeId,
        UUID detectedRunId,
        @Nullable UUID repairRunId) {
    boolean isSettled() {
        return repairedAt != null;
    }
}
