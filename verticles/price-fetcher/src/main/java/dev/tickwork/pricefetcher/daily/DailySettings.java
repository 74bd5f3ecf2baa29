package dev.tickwork.pricefetcher.daily;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is tracked, and how.
 *
 * @param symbols ours; what a run asks for that names none
 * @param historyDays how many calendar days a new series goes back; at least 1
 * @param settle how long after its end a day is taken for final, for providers correct themselves; not negative
 */
public record DailySettings(SortedSet<String> symbols, int historyDays, Duration settle) {
    public DailySettings {
        symbols = Collections.unmodifiableSortedSet(new TreeSet<>(symbols));
        if (historyDays < 1) {
            throw new IllegalArgumentException("historyDays: " + historyDays + " is below 1");
        }
        if (settle.isNegative()) {
            throw new IllegalArgumentException("settle: " + settle + " is negative");
        }
    }

    /** The symbols of a run; those that were named, or all. */
    SortedSet<String> symbolsOf(DailyPriceArgs args) {
        List<String> named = args.symbols();
        return named == null ? symbols : new TreeSet<>(named);
    }
}
