package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which open gaps a run repairs. Those in which a backfill has still to bring something wait for it, unless a single one is
 * wanted.
 *
 * @param due those whose next try falls before this; null for all of them
 * @param most so many at most, the newest first; 0 for all
 * @param gap only this one; null for any
 * @param series only of this one; null for any
 * @param span only those that have something of this; null for any
 */
public record Wanted(
        @Nullable Instant due,
        int most,
        @Nullable Long gap,
        @Nullable Series series,
        @Nullable Span span) {
    public static Wanted due(Instant until, int most) {
        return new Wanted(until, most, null, null, null);
    }

    public static Wanted one(long gap) {
        return new Wanted(null, 0, gap, null, null);
    }

    public static Wanted in(Series series, Span span) {
        return new Wanted(null, 0, null, series, span);
    }
}
