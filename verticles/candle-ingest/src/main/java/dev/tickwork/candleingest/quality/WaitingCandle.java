package dev.tickwork.candleingest.quality;

import dev.tickwork.domain.candles.Candle;

/**
 * A candle that waits for an operator.
 *
 * @param id of {@code candle_quarantine}
 * @param rule the label of the one that it broke
 * @param batchId with which it came
 * @param candle as it was told
 */
record WaitingCandle(long id, String rule, long batchId, Candle candle) {}
