package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A series that is collected.
 *
 * @param id of {@code candle_series}
 * @param builtFrom the timeframe whose candles make up its own; null when the exchange serves it
 * @param firstOpen its first candle on the exchange; null while nobody knows
 * @param keptDays how many days are kept; null for all there are
 */
record Loadable(
        int id,
        Series series,
        @Nullable Timeframe builtFrom,
        @Nullable Instant firstOpen,
        @Nullable Integer keptDays) {
    boolean isBuilt() {
        return builtFrom != null;
    }

    /** Whether candles of the other one are built from its own. */
    boolean isSourceOf(Loadable other) {
        return timeframe() == other.builtFrom && series.symbol().equals(other.series.symbol());
    }

    Timeframe timeframe() {
        return series.timeframe();
    }

    /** The same, now that its first candle is known. */
    Loadable from(Instant first) {
        return new Loadable(id, series, builtFrom, first, keptDays);
    }
}
