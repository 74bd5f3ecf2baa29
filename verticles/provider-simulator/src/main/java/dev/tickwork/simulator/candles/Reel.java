package dev.tickwork.simulator.candles;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The candles of one recorded file.
 *
 * @param timeframe how long each lasts
 * @param rows what was traded, by open time; not empty
 */
record Reel(Timeframe timeframe, NavigableMap<Instant, Trades> rows) {
    Reel {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("there is no candle");
        }
        rows.keySet().forEach(open -> checkGrid(timeframe, open));
        rows = Collections.unmodifiableNavigableMap(new TreeMap<>(rows));
    }

    Instant begins() {
        return rows.firstKey();
    }

    /** When the last candle is over. */
    Instant ends() {
        return timeframe.closeOf(rows.lastKey());
    }

    /** The last price. */
    double lastPrice() {
        return rows.lastEntry().getValue().close();
    }

    /**
     * The trades of the candles that open in {@code span}; null when none does.
     *
     * @param now of a candle that is not over by then, only a part has happened
     */
    @Nullable
    Trades in(Span span, Instant now, Alterations alterations) {
        Trades all = null;
        for (Map.Entry<Instant, Trades> row :
                rows.subMap(span.from(), true, span.until(), false).entrySet()) {
            Span whole = new Span(row.getKey(), timeframe.closeOf(row.getKey()));
            Trades happened = happened(row.getValue(), whole, now);
            all = Trades.joined(all, happened == null ? null : alterations.of(whole, happened));
        }
        return all;
    }

    private static @Nullable Trades happened(Trades row, Span whole, Instant now) {
        if (!now.isBefore(whole.until())) {
            return row;
        }
        return now.isBefore(whole.from()) ? null : new Forming(row).after(fraction(whole, now));
    }

    private static double fraction(Span whole, Instant now) {
        Duration elapsed = Duration.between(whole.from(), now);
        return (double) elapsed.toMillis()
                / Duration.between(whole.from(), whole.until()).toMillis();
    }

    private static void checkGrid(Timeframe timeframe, Instant open) {
        if (!timeframe.openOf(open).equals(open)) {
            throw new IllegalArgumentException(open + " is not when a candle of " + timeframe.label() + " opens");
        }
    }
}
