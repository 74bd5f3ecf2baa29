package dev.tickwork.gaprepair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run of {@link GapRepairJob} repairs; without anything what is due, after a look for more.
 *
 * @param gap only this one, by id; null for any
 * @param exchange of the series to repair; null for all that is due
 * @param symbol ours; with {@code exchange}
 * @param timeframe its label; with {@code exchange}
 * @param from of the stretch to look through and repair; with {@code exchange}
 * @param until its end, excluded; with {@code exchange}
 * @param force whether what is settled is asked for again; null for not
 */
record RepairArgs(
        @Nullable Long gap,
        @Nullable String exchange,
        @Nullable String symbol,
        @Nullable String timeframe,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Boolean force) {
    RepairArgs {
        boolean isWhole = symbol != null && timeframe != null && from != null && until != null;
        if (exchange != null && !isWhole) {
            throw new IllegalArgumentException("symbol, timeframe, from and until are needed with exchange");
        }
    }

    static RepairArgs one(long gap, boolean isForced) {
        return new RepairArgs(gap, null, null, null, null, null, isForced);
    }

    static RepairArgs stretch(Series series, Span span, boolean isForced) {
        String label = series.timeframe().label();
        return new RepairArgs(null, series.exchange(), series.symbol(), label, span.from(), span.until(), isForced);
    }

    boolean isForced() {
        return Boolean.TRUE.equals(force);
    }

    /** Whether one series is named. */
    boolean isStretch() {
        return exchange != null;
    }

    Series series() {
        return new Series(said(exchange), said(symbol), Timeframe.of(said(timeframe)));
    }

    Span span() {
        return new Span(said(from), said(until));
    }

    private static <T> T said(@Nullable T part) {
        return Objects.requireNonNull(part, "no stretch was named");
    }
}
