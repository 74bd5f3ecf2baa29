package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts stretches of time into what one request brings. It goes by the clock and never by the last candle of an answer: a
 * stretch without a trade has none.
 */
final class Cuts {
    private final int candles;

    /** @param candles that one request brings at most; at least 1 */
    Cuts(int candles) {
        if (candles < 1) {
            throw new IllegalArgumentException("candles: " + candles + " is below 1");
        }
        this.candles = candles;
    }

    /** How many candles a piece has at most. */
    int candles() {
        return candles;
    }

    /** What of {@code window} is in none of {@code planned}, in pieces; newest first. */
    List<Span> pieces(Timeframe timeframe, Span window, Collection<Span> planned) {
        List<Span> pieces = new ArrayList<>();
        for (Span hole : holes(window, planned)) {
            pieces.addAll(cut(timeframe, hole));
        }
        return pieces;
    }

    private static List<Span> holes(Span window, Collection<Span> planned) {
        List<Span> newestFirst = planned.stream()
                .map(window::and)
                .filter(span -> !span.isEmpty())
                .sorted(Comparator.comparing(Span::until).reversed())
                .toList();
        List<Span> holes = new ArrayList<>();
        Instant end = window.until();
        for (Span span : newestFirst) {
            if (span.until().isBefore(end)) {
                holes.add(new Span(span.until(), end));
            }
            end = span.from().isBefore(end) ? span.from() : end;
        }
        if (window.from().isBefore(end)) {
            holes.add(new Span(window.from(), end));
        }
        return holes;
    }

    private List<Span> cut(Timeframe timeframe, Span hole) {
        List<Span> pieces = new ArrayList<>();
        Instant end = hole.until();
        while (hole.from().isBefore(end)) {
            Instant start = timeframe.plus(timeframe.openFrom(end), -candles);
            Instant from = start.isBefore(hole.from()) ? hole.from() : start;
            pieces.add(new Span(from, end));
            end = from;
        }
        return pieces;
    }
}
