package dev.tickwork.candleingest.answers;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickwork.domain.candles.Candle;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A candle as the contract has it.
 *
 * @param openTime when it opened
 * @param isFinal whether it was over when it was seen; {@code final} in JSON
 * @param synthetic whether it was made up for this answer, because there is none
 * @param seenAt when the exchange said it, or an operator accepted it; null when it is made up
 * @param batchId what it arrived with; null when it is made up
 */
record CandleItem(
        Instant openTime,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        @JsonProperty("final") boolean isFinal,
        boolean synthetic,
        @Nullable Instant seenAt,
        @Nullable Long batchId) {
    static CandleItem of(StoredCandle stored) {
        Candle candle = stored.candle();
        return new CandleItem(
                candle.openTime(),
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume(),
                stored.isFinal(),
                false,
                stored.seenAt(),
                stored.batchId());
    }

    /** Nothing was traded: the price stays where it was. */
    static CandleItem synthetic(Instant open, BigDecimal price) {
        return new CandleItem(open, price, price, price, price, BigDecimal.ZERO, true, true, null, null);
    }
}
