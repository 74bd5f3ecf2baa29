package dev.tickwork.simulator.candles;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.simulator.market.PriceReader;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What faults make of the trades of one market.
 *
 * @param untraded in these nothing was traded
 * @param restated in these the exchange has found that more was traded, and at higher prices, than it said at first
 */
public record Alterations(List<Span> untraded, List<Span> restated) {
    public static final Alterations NONE = new Alterations(List.of(), List.of());

    private static final double HIGHER = 1.002;
    private static final long TENTH = 10;

    public Alterations {
        untraded = List.copyOf(untraded);
        restated = List.copyOf(restated);
    }

    /** Whether any of them meets {@code span}. */
    boolean touch(Span span) {
        return Stream.concat(untraded.stream(), restated.stream())
                .anyMatch(altered -> !altered.and(span).isEmpty());
    }

    /** What becomes of trades that ended or go on in {@code span}; null when nothing does. Halves are left alone. */
    @Nullable
    Trades of(Span span, Trades trades) {
        if (anyHolds(untraded, span)) {
            return null;
        }
        return anyHolds(restated, span) ? restated(trades) : trades;
    }

    private static boolean anyHolds(List<Span> spans, Span span) {
        return spans.stream().anyMatch(altered -> altered.and(span).equals(span));
    }

    private static Trades restated(Trades trades) {
        double high = PriceReader.rounded(trades.high() * HIGHER);
        return new Trades(
                trades.open(), high, trades.low(), trades.close(), trades.volume() + trades.volume() / TENTH + 1);
    }
}
