package dev.tickwork.domain.candles;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Between when and when a series should have candles. This is the one place that says which opens are expected: backfills,
 * gaps, coverage and charts ask it.
 *
 * @param timeframe of the series
 * @param span from the first candle that is expected until the open of the first one that is not over yet
 */
public record Horizon(Timeframe timeframe, Span span) {
    public Horizon {
        span = aligned(timeframe, span);
    }

    /**
     * The horizon of a series at a moment.
     *
     * @param begins where it begins: its first candle on the exchange, the oldest that is kept, or as far back as we look,
     *     whichever is latest
     * @param now the present moment
     * @param grace how long after its end an exchange may take to tell a candle
     */
    public static Horizon of(Timeframe timeframe, Instant begins, Instant now, Duration grace) {
        Instant forming = timeframe.openOf(now.minus(grace));
        return new Horizon(timeframe, new Span(begins, forming.isBefore(begins) ? begins : forming));
    }

    /** The opens in {@code part} that should be there, in order. */
    public Stream<Instant> expected(Span part) {
        return timeframe.opens(span.and(part));
    }

    /** How many of them there are. */
    public long count(Span part) {
        return timeframe.count(span.and(part));
    }

    private static Span aligned(Timeframe timeframe, Span span) {
        Instant from = timeframe.openFrom(span.from());
        Instant until = timeframe.openFrom(span.until());
        return new Span(from, until);
    }
}
