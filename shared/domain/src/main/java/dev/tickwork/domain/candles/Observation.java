package dev.tickwork.domain.candles;

import java.time.Instant;

/**
 * A candle as it was seen.
 *
 * @param series whose it is
 * @param candle what was seen
 * @param isFinal whether it was over then; else it was still forming and will change
 * @param seenAt when the exchange's answer reached us; of a candle that is over its end at the earliest, for nobody knows
 *     before it that nothing will follow
 */
public record Observation(Series series, Candle candle, boolean isFinal, Instant seenAt) {
    public Observation {
        Instant close = series.timeframe().closeOf(candle.openTime());
        seenAt = isFinal && seenAt.isBefore(close) ? close : seenAt;
    }
}
