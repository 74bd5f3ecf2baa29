package dev.tickwork.candleingest.series;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import org.jspecify.annotations.Nullable;

/**
 * A series that shall be collected.
 *
 * @param series what it is
 * @param builtFrom the timeframe that it is built from; null when the exchange serves it
 * @param keptDays how many days back it is looked after
 */
public record WantedSeries(Series series, @Nullable Timeframe builtFrom, int keptDays) {}
