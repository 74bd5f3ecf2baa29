package dev.tickwork.candleingest.fetch;

import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.messages.candles.CandlesFetched;
import dev.tickwork.messages.candles.FetchCandles;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which candles are wanted of a series, and how they are asked for.
 *
 * @param series whose
 * @param wanted in which they open; on the timeframe's grid
 * @param parts what is told apart; null for nothing
 */
record Range(StoredSeries series, Span wanted, @Nullable List<FetchCandles.Part> parts) {
    static Range of(StoredSeries series, FetchCandles asked) {
        Timeframe timeframe = series.timeframe();
        return new Range(
                series, new Span(timeframe.openFrom(asked.from()), timeframe.openFrom(asked.until())), asked.parts());
    }

    boolean isEmpty() {
        return wanted.isEmpty();
    }

    /**
     * What is asked for, one question after the other: the range and one candle on each side, by time, because nobody
     * knows how many of them there are.
     */
    List<Span> questions(int mostPerCall) {
        Timeframe timeframe = series.timeframe();
        Instant last = timeframe.plus(wanted.until(), 1);
        return Stream.iterate(begin(), from -> from.isBefore(last), from -> timeframe.plus(from, mostPerCall))
                .map(from -> new Span(from, earlier(timeframe.plus(from, mostPerCall), last)))
                .toList();
    }

    /** What an answer tells. */
    Told told(Page page) {
        var fetched = new CandlesFetched(
                page.candles(wanted),
                page.stored(series.id(), wanted),
                page.restated(series.id(), wanted),
                page.quarantined(),
                page.has(begin()),
                page.has(wanted.until()),
                page.answer().request(),
                page.answer().receivedAt(),
                page.batchId(),
                parts == null
                        ? null
                        : parts.stream().map(part -> told(page, part)).toList());
        return new Told(fetched, page.rows());
    }

    private CandlesFetched.Part told(Page page, FetchCandles.Part part) {
        return new CandlesFetched.Part(
                part.from(),
                part.until(),
                page.candles(new Span(part.from(), part.until())),
                page.has(series.timeframe().plus(part.from(), -1)),
                page.has(part.until()));
    }

    private Instant begin() {
        return series.timeframe().plus(wanted.from(), -1);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
