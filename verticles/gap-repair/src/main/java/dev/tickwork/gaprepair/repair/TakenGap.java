package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.detection.Spans;
import dev.tickwork.messages.candles.FetchCandles;
import java.time.Instant;
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
    /** How far away a neighbour may be to be asked for, in candles. */
    private static final long FARTHEST = 1_000;

    /** How many candles are missing. */
    public long missing() {
        return series.timeframe().count(span);
    }

    /** The series that the exchange is asked for because of it. */
    Series asked() {
        return new Series(series.exchange(), series.symbol(), builtFrom == null ? series.timeframe() : builtFrom);
    }

    /**
     * What it is asked for: the gap, and what lies between it and the candles around it, because without hearing of those
     * nobody can tell that there is nothing.
     */
    Span around() {
        Span wide = widened();
        return new Span(asked().timeframe().openFrom(wide.from()), wide.until());
    }

    /** Whether a request is, at least in part, about this gap. */
    boolean isAskedBy(FetchCandles request) {
        return request.symbol().equals(series.symbol())
                && request.timeframe().equals(asked().timeframe().label())
                && request.from().isBefore(span.until())
                && span.from().isBefore(request.until())
                && (request.parts() == null
                        || request.parts().stream()
                                .anyMatch(part -> Spans.covers(new Span(part.from(), part.until()), span)));
    }

    private Span widened() {
        Timeframe timeframe = series.timeframe();
        Instant from = before == null ? span.from() : timeframe.closeOf(before);
        Instant until = after == null ? span.until() : after;
        boolean isNear = timeframe.count(new Span(from, until)) - missing() <= FARTHEST;
        return isNear ? new Span(from, until) : span;
    }
}
