package dev.tickwork.candleingest.fetch;

import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.messages.candles.CandlesFetched;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which candles are wanted of a series, and how they are asked for.
 *
 * @param series whose
 * @param wanted in which they open; on the timeframe's grid
 */
record Range(StoredSeries series, Span wanted) {
    static Range of(StoredSeries series, Instant from, Instant until) {
        Timeframe timeframe = series.timeframe();
        return new Range(series, new Span(timeframe.openFrom(from), timeframe.openFrom(until)));
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
        return Stream.iterate(
                        timeframe.plus(wanted.from(), -1),
                        from -> from.isBefore(last),
                        from -> timeframe.plus(from, mostPerCall))
                .map(from -> new Span(from, earlier(timeframe.plus(from, mostPerCall), last)))
                .toList();
    }

    /** What came of it all. */
    CandlesFetched summary(List<Page> pages) {
        return new CandlesFetched(
                pages.stream().mapToInt(page -> page.candles(wanted)).sum(),
                pages.stream()
                        .mapToInt(page -> page.stored(series.id(), wanted))
                        .sum(),
                pages.stream()
                        .mapToInt(page -> page.restated(series.id(), wanted))
                        .sum(),
                pages.stream().mapToInt(Page::quarantined).sum(),
                has(pages, series.timeframe().plus(wanted.from(), -1)),
                has(pages, wanted.until()),
                pages.get(0).answer().request(),
                pages.get(pages.size() - 1).answer().receivedAt(),
                pages.stream()
                        .flatMap(page -> Optional.ofNullable(page.intake()).stream())
                        .map(intake -> intake.batchId())
                        .findFirst()
                        .orElse(null));
    }

    private static boolean has(List<Page> pages, Instant open) {
        return pages.stream()
                .flatMap(page -> page.answer().candles().stream())
                .map(Candle::openTime)
                .anyMatch(open::equals);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
