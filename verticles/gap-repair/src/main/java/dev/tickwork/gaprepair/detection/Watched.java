package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Horizon;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A series that is collected.
 *
 * @param id of {@code candle_series}
 * @param series which one
 * @param told the timeframe that the exchange is asked for; a shorter one when its candles are built
 * @param horizon between when and when it should have candles
 * @param scanned how far it was looked through; null when it never was
 */
public record Watched(
        int id,
        Series series,
        Timeframe told,
        Horizon horizon,
        @Nullable Scanned scanned) {
    /**
     * How far a series was looked through.
     *
     * @param span all of it is known
     * @param at when
     */
    public record Scanned(Span span, Instant at) {}

    public Timeframe timeframe() {
        return series.timeframe();
    }

    /** The series that the exchange is asked for to have this one. */
    public Series asked() {
        return new Series(series.exchange(), series.symbol(), told);
    }

    boolean isScanned() {
        return scanned != null;
    }

    /** All of it in which candles are expected. */
    public Span span() {
        return horizon.span();
    }
}
