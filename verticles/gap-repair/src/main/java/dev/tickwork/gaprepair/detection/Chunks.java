package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How time is cut to count candles: so many of them a chunk that counting is cheap, and so few that a wrong count costs
 * little to look into.
 *
 * @param timeframe of the candles
 * @param length of a chunk
 */
public record Chunks(Timeframe timeframe, Duration length) {
    /** A Monday, so that weeks fit, too. */
    public static final Instant ORIGIN = Instant.parse("1970-01-05T00:00:00Z");

    private static final long CANDLES = 120;
    /** A second or two, where a statement may take ten. */
    private static final long MOST_COUNTED = 5_000_000;

    public static Chunks of(Timeframe timeframe) {
        return new Chunks(timeframe, timeframe.about().multipliedBy(CANDLES));
    }

    /** The chunks that have something of {@code span}, in order; the first and the last may reach beyond it. */
    public Stream<Span> over(Span span) {
        return Stream.iterate(startOf(span.from()), start -> start.isBefore(span.until()), start -> start.plus(length))
                .map(start -> new Span(start, start.plus(length)));
    }

    /** All of {@code span}, by so many months as one statement can count when so many series have them; one at least. */
    List<Span> windows(Span span, int series) {
        long candles = Math.max(1, Timeframe.MO1.about().dividedBy(timeframe.about())) * Math.max(1, series);
        long months = Math.max(1, MOST_COUNTED / candles);
        return Stream.iterate(
                        Timeframe.MO1.openOf(span.from()),
                        from -> from.isBefore(span.until()),
                        from -> Timeframe.MO1.plus(from, months))
                .map(from -> span.and(new Span(from, Timeframe.MO1.plus(from, months))))
                .toList();
    }

    private Instant startOf(Instant moment) {
        long before = Math.floorMod(Duration.between(ORIGIN, moment).toMillis(), length.toMillis());
        return moment.minusMillis(before);
    }
}
