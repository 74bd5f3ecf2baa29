package dev.tickwork.candleingest.answers;

import dev.tickwork.domain.candles.Candle;
import java.time.Instant;

/**
 * A candle as it is stored, or was.
 *
 * @param candle what it says
 * @param isFinal whether it was over when it was seen
 * @param seenAt when the exchange said it
 * @param batchId what it arrived with
 */
record StoredCandle(Candle candle, boolean isFinal, Instant seenAt, long batchId) {}
