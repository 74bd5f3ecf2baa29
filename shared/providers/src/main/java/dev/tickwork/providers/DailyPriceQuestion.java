package dev.tickwork.providers;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which days are asked for.
 *
 * @param symbols ours, at least one
 * @param from the first day
 * @param to the last day, not before the first
 */
public record DailyPriceQuestion(SortedSet<String> symbols, LocalDate from, LocalDate to) {
    public DailyPriceQuestion {
        symbols = Collections.unmodifiableSortedSet(new TreeSet<>(symbols));
        if (symbols.isEmpty()) {
            throw new IllegalArgumentException("symbols: name at least one");
        }
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("to: " + to + " is before from, " + from);
        }
    }

    /** How many days there are from the first to the last, both counted. */
    public long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    /** Whether {@code day} is asked for. */
    public boolean covers(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
