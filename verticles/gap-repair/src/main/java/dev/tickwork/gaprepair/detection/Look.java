package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Horizon;
import dev.tickwork.domain.candles.Span;
import java.util.stream.Stream;

/**
 * A stretch of a series to be looked at candle by candle.
 *
 * @param watched whose it is
 * @param span from one open to another
 */
public record Look(Watched watched, Span span) {
    private static final long LONGEST = 50_000;

    /** At what is expected in {@code part}. */
    public static Look at(Watched watched, Span part) {
        Span inside = watched.span().and(part);
        return new Look(watched, new Horizon(watched.timeframe(), inside).span());
    }

    /** How many candles are expected in it. */
    public long size() {
        return watched.timeframe().count(span);
    }

    /** The same in pieces that a statement can look at in one go. */
    public Stream<Look> pieces() {
        return Stream.iterate(span.from(), from -> from.isBefore(span.until()), from -> watched.timeframe()
                        .plus(from, LONGEST))
                .map(from -> new Look(
                        watched, span.and(new Span(from, watched.timeframe().plus(from, LONGEST)))));
    }
}
