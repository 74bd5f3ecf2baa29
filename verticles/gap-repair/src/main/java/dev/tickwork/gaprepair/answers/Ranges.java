package dev.tickwork.gaprepair.answers;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.messages.ApiProblem;
import java.time.Instant;

/** Ranges that callers name. */
public final class Ranges {
    /** Candles that are looked at one by one for an answer. */
    private static final long MOST = 600_000;

    private Ranges() {}

    /** A problem when it is empty or the wrong way round. */
    public static Span of(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw ApiProblem.invalid("from", from + " is not before to, " + to);
        }
        return new Span(from, to);
    }

    /** A problem when it has too many candles, too. */
    public static Span bounded(Timeframe timeframe, Instant from, Instant to) {
        Span span = of(from, to);
        if (timeframe.count(span) > MOST) {
            throw ApiProblem.invalid("from", "is more than " + MOST + " candles before to");
        }
        return span;
    }
}
