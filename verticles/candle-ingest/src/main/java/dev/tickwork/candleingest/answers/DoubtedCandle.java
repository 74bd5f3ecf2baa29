package dev.tickwork.candleingest.answers;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A doubted candle as the contract has it, with those around it. */
record DoubtedCandle(
        long id,
        String symbol,
        String timeframe,
        Instant openTime,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        @JsonProperty("final") boolean isFinal,
        Instant seenAt,
        long batchId,
        String rule,
        String reason,
        String state,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable String decision,
        @Nullable CandleItem before,
        @Nullable CandleItem stored,
        @Nullable CandleItem after) {
    /**
     * From when on it is known, once it is accepted: from the decision on, because nobody was shown it before. What the
     * exchange said after it is still newer than it.
     */
    Instant seenWhenAccepted(Instant decided) {
        return isOutdone() || decided.isBefore(seenAt) ? seenAt : decided;
    }

    private boolean isOutdone() {
        return stored != null
                && stored.isFinal()
                && stored.seenAt() != null
                && stored.seenAt().isAfter(seenAt);
    }
}
