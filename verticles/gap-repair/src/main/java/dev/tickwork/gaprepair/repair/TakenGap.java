package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.messages.candles.FetchCandles;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A gap that a run repairs.
 *
 * @param id of {@code data_gaps}
 * @param series whose it is
 * @param span the opens that are missing
 * @param builtFrom the timeframe that its candles are built from; null when the exchange serves them itself
 * @param before the last candle that is there before it; null for none
 * @param after the first candle that is there after it; null for none
 */
public record TakenGap(
        long id,
        Series series,
        Span span,
        @Nullable Timeframe builtFrom,
        @Nullable Instant before,
        @Nullable Instant after) {
    /** Candles that one run of candle-fetch is asked for: what an exchange answers to one request, and its neighbours. */
    private static final long MOST = 9_000;

    /** How far away a neighbour may be to be asked for, in candles. */
    private static final long FARTHEST = 1_000;

    /** How many requests it takes to ask for so many candles in a row. */
    public static long requestsFor(long candles) {
        return (candles + MOST - 1) / MOST;
    }

    /** How many candles are missing. */
    public long missing() {
        return series.timeframe().count(span);
    }

    /**
     * What to ask for: the gap, and what lies between it and the candles around it, because without hearing of those nobody
     * can tell that there is nothing.
     */
    List<FetchCandles> requests() {
        Timeframe asked = builtFrom == null ? series.timeframe() : builtFrom;
        Span wide = widened();
        return Stream.iterate(
                        asked.openFrom(wide.from()),
                        from -> from.isBefore(wide.until()),
                        from -> asked.plus(from, MOST))
                .map(from -> wide.and(new Span(from, asked.plus(from, MOST))))
                .map(part -> new FetchCandles(series.symbol(), asked.label(), part.from(), part.until(), "repair"))
                .toList();
    }

    /** Whether a request is, at least in part, about this gap. */
    boolean isAskedBy(FetchCandles request) {
        Timeframe asked = builtFrom == null ? series.timeframe() : builtFrom;
        return request.symbol().equals(series.symbol())
                && request.timeframe().equals(asked.label())
                && request.from().isBefore(span.until())
                && span.from().isBefore(request.until());
    }

    private Span widened() {
        Timeframe timeframe = series.timeframe();
        Instant from = before == null ? span.from() : timeframe.closeOf(before);
        Instant until = after == null ? span.until() : after;
        boolean isNear = timeframe.count(new Span(from, until)) - missing() <= FARTHEST;
        return isNear ? new Span(from, until) : span;
    }
}
