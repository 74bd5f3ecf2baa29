package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is known before a look.
 *
 * @param watched every series of which something is expected
 * @param notLoaded what backfills have still to bring, by series id
 * @param endedSince what they brought or gave up since the last look, by series id
 * @param open gaps about which something is left to do, by series, in order
 */
record Landscape(
        List<Watched> watched,
        Map<Integer, List<Span>> notLoaded,
        Map<Integer, List<Span>> endedSince,
        Map<Series, List<Gap>> open) {

    static Landscape of(
            List<Watched> watched,
            List<SeriesStore.Stretch> notLoaded,
            List<SeriesStore.Stretch> endedSince,
            List<Gap> open) {
        return new Landscape(watched, bySeries(notLoaded), bySeries(endedSince), gapsBySeries(open));
    }

    static Map<Series, List<Gap>> gapsBySeries(Collection<Gap> gaps) {
        return gaps.stream().collect(Collectors.groupingBy(Gap::series));
    }

    private static Map<Integer, List<Span>> bySeries(Collection<SeriesStore.Stretch> stretches) {
        return stretches.stream()
                .collect(Collectors.groupingBy(
                        SeriesStore.Stretch::seriesId,
                        Collectors.mapping(SeriesStore.Stretch::span, Collectors.toList())));
    }

    Optional<Watched> find(Series series) {
        return watched.stream().filter(one -> one.series().equals(series)).findFirst();
    }

    List<Timeframe> timeframes() {
        return watched.stream().map(Watched::timeframe).distinct().sorted().toList();
    }

    List<Watched> of(Timeframe timeframe) {
        return watched.stream().filter(one -> one.timeframe() == timeframe).toList();
    }

    List<Gap> open(Watched one) {
        return open.getOrDefault(one.series(), List.of());
    }

    List<Span> notLoaded(Watched one) {
        return notLoaded.getOrDefault(one.id(), List.of());
    }

    /** Where a series may have changed since it was looked through: what came to its ends, and what backfills ended. */
    Stream<Span> changed(Watched one, Watched.Scanned scanned) {
        Stream<Span> ends = Spans.minus(List.of(one.span()), List.of(scanned.span())).stream();
        return Stream.concat(ends, endedSince.getOrDefault(one.id(), List.of()).stream());
    }

    /**
     * The open gaps that cannot be as they were: those that candles have come into, those that begin before anything is
     * expected, and those that touch each other, as they do when one of them was left alone while the other was found.
     *
     * @param filled those that candles have come into, by series
     */
    List<Span> outdated(Watched one, Map<Series, List<Gap>> filled) {
        Stream<Gap> begunBefore = open(one).stream()
                .filter(gap -> gap.span().from().isBefore(one.span().from()));
        return Stream.of(filled.getOrDefault(one.series(), List.of()).stream(), begunBefore, touching(one))
                .flatMap(gaps -> gaps)
                .map(Gap::span)
                .distinct()
                .toList();
    }

    private Stream<Gap> touching(Watched one) {
        List<Gap> free = open(one).stream().filter(gap -> !gap.isInRepair()).toList();
        return IntStream.range(1, free.size())
                .filter(i ->
                        free.get(i - 1).span().until().equals(free.get(i).span().from()))
                .boxed()
                .flatMap(i -> Stream.of(free.get(i - 1), free.get(i)));
    }

    /** All that is known before candles are counted. */
    KnownGaps with(List<Gap> settled, List<Gap> filled) {
        return new KnownGaps(this, gapsBySeries(settled), gapsBySeries(filled));
    }

    /** The gaps of series that nothing is expected of any more. */
    List<Gap> ofNobody() {
        var series = watched.stream().map(Watched::series).collect(Collectors.toSet());
        return open.values().stream()
                .flatMap(List::stream)
                .filter(gap -> !gap.isInRepair() && !series.contains(gap.series()))
                .toList();
    }
}
