package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What of a series is judged by a look, and what is left as it is: settled gaps, gaps that are being repaired, and what
 * backfills have still to bring.
 *
 * @param watched the series
 * @param spans what is judged, in order
 * @param gaps the open gaps in it, in order
 */
record Judgement(Watched watched, List<Span> spans, List<Gap> gaps) {
    /**
     * @param wanted what there is a reason to look at; open gaps are looked at with it
     * @param settled the settled gaps in it
     */
    static Judgement of(Landscape landscape, Watched watched, List<Span> wanted, List<Gap> settled) {
        List<Span> notLoaded = landscape.notLoaded(watched);
        List<Span> excluded = new ArrayList<>(notLoaded);
        settled.forEach(gap -> excluded.add(gap.span()));
        List<Gap> judged = new ArrayList<>();
        for (Gap gap : landscape.open(watched)) {
            boolean isReached = wanted.stream().anyMatch(span -> Spans.touch(span, gap.span()));
            if (isLeftAlone(gap, watched, notLoaded)) {
                excluded.add(gap.span());
            } else if (isReached) {
                judged.add(gap);
            }
        }
        List<Span> all = Stream.concat(wanted.stream(), judged.stream().map(Gap::span))
                .map(span -> Look.at(watched, span).span())
                .toList();
        return new Judgement(watched, Spans.minus(all, excluded), judged);
    }

    Stream<Look> looks() {
        return spans.stream().map(span -> Look.at(watched, span)).flatMap(Look::pieces);
    }

    /** The holes that are in what is judged. */
    List<Span> pick(List<Span> holes) {
        return holes.stream()
                .filter(hole -> spans.stream().anyMatch(span -> Spans.covers(span, hole)))
                .toList();
    }

    private static boolean isLeftAlone(Gap gap, Watched watched, List<Span> notLoaded) {
        return gap.isLeftAlone()
                || gap.span().until().isAfter(watched.span().until())
                || notLoaded.stream().anyMatch(span -> Spans.overlap(span, gap.span()));
    }
}
