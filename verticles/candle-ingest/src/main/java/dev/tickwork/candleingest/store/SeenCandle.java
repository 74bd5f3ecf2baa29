package dev.tickwork.candleingest.store;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Instant;
import java.util.Comparator;

/**
 * An observation of a series that we know.
 *
 * @param seriesId of {@code candle_series}
 * @param seen what was seen
 */
public record SeenCandle(int seriesId, Observation seen) {
    /** In which they are written: everybody the same way. */
    public static final Comparator<SeenCandle> IN_ORDER = Comparator.comparing(SeenCandle::timeframe)
            .thenComparingInt(SeenCandle::seriesId)
            .thenComparing(SeenCandle::openTime);

    public Timeframe timeframe() {
        return seen.series().timeframe();
    }

    public Candle candle() {
        return seen.candle();
    }

    public Instant openTime() {
        return seen.candle().openTime();
    }

    /** Which candle it is, whatever it says. */
    public Key key() {
        return new Key(seriesId, openTime());
    }

    /** Whether this one counts more: it is over and the other is not, or it is as final and was seen later. */
    public boolean outdoes(SeenCandle other) {
        if (seen.isFinal() != other.seen.isFinal()) {
            return seen.isFinal();
        }
        return !seen.seenAt().isBefore(other.seen.seenAt());
    }

    /** Names a candle. */
    public record Key(int seriesId, Instant openTime) {}
}
