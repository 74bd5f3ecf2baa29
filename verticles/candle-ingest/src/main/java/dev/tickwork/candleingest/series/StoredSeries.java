package dev.tickwork.candleingest.series;

import dev.tickwork.domain.candles.Horizon;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A series that is or was collected.
 *
 * @param id of {@code candle_series}
 * @param series what it is
 * @param builtFrom the timeframe whose complete candles make up its own; null when the exchange serves it
 * @param firstOpen its first candle on the exchange; null while nobody knows
 * @param keptDays how many days back it is looked after; null for all there are
 * @param addedAt when it was added
 * @param addedBy the subject who did, or {@code configuration}
 * @param removedAt since when it is not collected any more; null while it is
 */
public record StoredSeries(
        int id,
        Series series,
        @Nullable Timeframe builtFrom,
        @Nullable Instant firstOpen,
        @Nullable Integer keptDays,
        Instant addedAt,
        String addedBy,
        @Nullable Instant removedAt) {
    public Timeframe timeframe() {
        return series.timeframe();
    }

    public boolean isCollected() {
        return removedAt == null;
    }

    public boolean isBuilt() {
        return builtFrom != null;
    }

    /** Which of its candles there should be at a moment. */
    public Horizon horizon(Instant now, Duration grace) {
        Instant oldest = keptDays == null ? Instant.EPOCH : now.minus(Duration.ofDays(keptDays));
        Instant begins = firstOpen == null || firstOpen.isBefore(oldest) ? oldest : firstOpen;
        return Horizon.of(timeframe(), begins, now, grace);
    }
}
