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
        String rule,
        String reason,
        String state,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable String decision,
        @Nullable CandleItem before,
        @Nullable CandleItem stored,
        @Nullable CandleItem after) {}
