package dev.tickwork.simulator.twelvedata;

import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which days a call to {@code /time_series} asks for.
 *
 * @param from the first day; null for as many as {@code size} allows
 * @param to the last day; null for today
 * @param size how many days at most, counted from the newest
 * @param ascending whether the oldest day comes first
 */
record SeriesWindow(@Nullable LocalDate from, @Nullable LocalDate to, int size, boolean ascending) {
    private static final String START = "start_date";
    private static final String END = "end_date";
    private static final String SIZE = "outputsize";
    private static final int USUAL = 30;
    private static final int MOST = 5_000;
    private static final int LENGTH_OF_A_DATE = 10;

    /** What is wrong with the parameters, in the vendor's manner; empty when they can be answered. */
    static Optional<String> mistake(MultiMap parameters) {
        if (!"1day".equals(parameters.get("interval"))) {
            return Optional.of("**interval** is not 1day, which is all that this simulator knows.");
        }
        for (String name : List.of(START, END)) {
            if (parameters.contains(name) && date(name, parameters).isEmpty()) {
                return Optional.of("**" + name + "** is not a date.");
            }
        }
        int size = size(parameters);
        return size >= 1 && size <= MOST
                ? Optional.empty()
                : Optional.of("**" + SIZE + "** is not between 1 and " + MOST + ".");
    }

    /** The window of parameters without a {@link #mistake}. */
    static SeriesWindow of(MultiMap parameters) {
        return new SeriesWindow(
                date(START, parameters).orElse(null),
                date(END, parameters).orElse(null),
                size(parameters),
                "ASC".equalsIgnoreCase(parameters.get("order")));
    }

    /** A time of the day may follow, which decides nothing about days. */
    private static Optional<LocalDate> date(String name, MultiMap parameters) {
        String text = parameters.contains(name) ? parameters.get(name) : "";
        try {
            return Optional.of(LocalDate.parse(text.substring(0, Math.min(text.length(), LENGTH_OF_A_DATE))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int size(MultiMap parameters) {
        if (!parameters.contains(SIZE)) {
            return parameters.contains(START) || parameters.contains(END) ? MOST : USUAL;
        }
        String text = parameters.get(SIZE);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
}
