package dev.tickwork.domain.candles;

import java.time.Instant;

/**
 * A candle as it was seen.
 *
 * @param series whose it is
 * @param candle what was seen
 * @param isFinal whether it was over then; else it was still forming and will change
 * @param seenAt when the exchange's answer reached us
 */
public record Observation(Series series, Candle candle, boolean isFinal, Instant seenAt) {}
