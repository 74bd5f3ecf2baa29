package dev.tickwork.candleingest.backfill;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backfill shall load.
 *
 * @param symbols ours; null for all that are collected
 * @param timeframes their labels; null for all that are collected
 * @param days how many days back, though never further than candles are kept; null for as many as are configured
 */
public record BackfillArgs(
        @Nullable List<String> symbols,
        @Nullable List<String> timeframes,
        @Nullable Integer days) {
    /** Everything that is collected. */
    public static final BackfillArgs ALL = new BackfillArgs(null, null, null);

    public BackfillArgs {
        symbols = symbols == null ? null : List.copyOf(symbols);
        timeframes = timeframes == null ? null : List.copyOf(timeframes);
        if (days != null && days < 1) {
            throw new IllegalArgumentException("days: " + days + " is below 1");
        }
    }

    /** Whether nothing is left out of what is collected. */
    boolean isOfAll() {
        return symbols == null && timeframes == null;
    }

    boolean wants(Loadable series) {
        return (symbols == null || symbols.contains(series.series().symbol()))
                && (timeframes == null || timeframes.contains(series.timeframe().label()));
    }
}
