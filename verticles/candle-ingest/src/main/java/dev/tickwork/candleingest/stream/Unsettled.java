package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Remembers which candles were not over when something of their series was lost, and asks for them once more when they
 * are: what the exchange answers before that is not its last word on them, and the stream may have said that word already.
 * Touched on one context only.
 */
final class Unsettled {
    private final CatchUps catchUps;
    private final Duration grace;
    private final Map<Series, Set<Instant>> opens = new HashMap<>();

    /** @param grace how long after its end the exchange may take to tell a candle */
    Unsettled(CatchUps catchUps, Duration grace) {
        this.catchUps = catchUps;
        this.grace = grace;
    }

    /** Of a series something was lost between {@code from} and {@code now}. */
    void add(Series series, Instant from, Instant now) {
        Timeframe timeframe = series.timeframe();
        Set<Instant> known = opens.computeIfAbsent(series, none -> new TreeSet<>());
        timeframe
                .opens(new Span(timeframe.openOf(from), timeframe.closeOf(timeframe.openOf(now))))
                .filter(open -> !isOver(timeframe, open, now))
                .forEach(known::add);
    }

    /** Asks for those that are over by now. */
    void askIfOver(Instant now) {
        opens.forEach((series, known) -> {
            over(series.timeframe(), known, now).spans().forEach(span -> catchUps.want(series, span));
            known.removeIf(open -> isOver(series.timeframe(), open, now));
        });
        opens.values().removeIf(Set::isEmpty);
    }

    /** Nobody wants to know any more. */
    void forget(Series series) {
        opens.remove(series);
    }

    private Lost over(Timeframe timeframe, Set<Instant> known, Instant now) {
        return known.stream()
                .filter(open -> isOver(timeframe, open, now))
                .map(open -> new Span(open, timeframe.closeOf(open)))
                .reduce(Lost.NOTHING, Lost::and, (one, other) -> other);
    }

    private boolean isOver(Timeframe timeframe, Instant open, Instant now) {
        return !now.isBefore(timeframe.closeOf(open).plus(grace));
    }
}
