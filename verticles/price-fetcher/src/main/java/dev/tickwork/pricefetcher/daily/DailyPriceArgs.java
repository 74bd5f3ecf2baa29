package dev.tickwork.pricefetcher.daily;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which days a run shall bring; {@code {"mode":"smart"}} is all that has to be said.
 *
 * @param mode only what is missing at the end, or everything
 * @param symbols ours, at least one; null for every tracked one
 * @param force whether a smart run also asks for what is up to date; null for not
 * @param start the first day; null to let the mode decide
 * @param end the last day; null for the last one that has ended
 */
public record DailyPriceArgs(
        Mode mode,
        @Nullable List<String> symbols,
        @Nullable Boolean force,
        @Nullable LocalDate start,
        @Nullable LocalDate end) {
    /** How much a run asks for when it is not told which days. */
    public enum Mode {
        /** The symbols that lack a day of trading that has ended, from a little before their last day on. */
        SMART,
        /** Every symbol, from its first day on. */
        FULL;

        /** {@code smart} or {@code full}. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DailyPriceArgs {
        symbols = symbols == null ? null : List.copyOf(symbols);
        if (symbols != null && symbols.isEmpty()) {
            throw new IllegalArgumentException("symbols: name at least one, or leave them out for all");
        }
        if (start != null && end != null && end.isBefore(start)) {
            throw new IllegalArgumentException("end: " + end + " is before start, " + start);
        }
    }

    /** A run over every tracked symbol. */
    public static DailyPriceArgs of(Mode mode) {
        return new DailyPriceArgs(mode, null, null, null, null);
    }

    boolean isForced() {
        return Boolean.TRUE.equals(force);
    }

    boolean isFull() {
        return mode == Mode.FULL;
    }

    /** Whether the days are named, so that the mode does not matter. */
    boolean namesDays() {
        return start != null || end != null;
    }
}
