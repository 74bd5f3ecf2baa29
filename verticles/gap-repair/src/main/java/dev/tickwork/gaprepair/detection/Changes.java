package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.gaprepair.detection.Reconciliation.Absorbed;
import dev.tickwork.gaprepair.detection.Reconciliation.Changed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reconciliations of many series, to be written at once.
 *
 * @param added gaps that were not known
 * @param split gaps that were a part of another
 */
record Changes(
        List<Added> added,
        List<Added> split,
        List<Changed> changed,
        List<Gap> closed,
        List<Gap> gone,
        List<Absorbed> absorbed) {
    /** A gap to be added; {@code from} is the one that it was a part of. */
    record Added(Series series, Span span, @Nullable Gap from) {
        int missing() {
            return Changes.missing(series, span);
        }
    }

    /** None so far. */
    static Changes none() {
        return new Changes(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    /** How many candles of a series open in a stretch. */
    static int missing(Series series, Span span) {
        return Math.toIntExact(series.timeframe().count(span));
    }

    void add(Series series, Reconciliation reconciliation) {
        for (Reconciliation.Found found : reconciliation.found()) {
            var one = new Added(series, found.span(), found.from());
            (found.from() == null ? added : split).add(one);
        }
        changed.addAll(reconciliation.changed());
        closed.addAll(reconciliation.closed());
        gone.addAll(reconciliation.gone());
        absorbed.addAll(reconciliation.absorbed());
    }

    Changes and(Changes others) {
        added.addAll(others.added);
        split.addAll(others.split);
        changed.addAll(others.changed);
        closed.addAll(others.closed);
        gone.addAll(others.gone);
        absorbed.addAll(others.absorbed);
        return this;
    }

    /** The known gaps that they are about. */
    Set<Gap> known() {
        Stream<Gap> joined = absorbed.stream().flatMap(one -> Stream.of(one.gap(), one.into()));
        Stream<Gap> ended = Stream.concat(closed.stream(), gone.stream());
        return Stream.of(changed.stream().map(Changed::gap), ended, joined)
                .flatMap(gaps -> gaps)
                .collect(Collectors.toSet());
    }

    /** Without what they are about one of these, or would let such a one be a part of another. */
    Changes without(Set<Gap> others) {
        Set<Gap> stay = new HashSet<>(others);
        absorbed.stream().filter(one -> others.contains(one.gap())).forEach(one -> stay.add(one.into()));
        return new Changes(
                added,
                left(split, part -> stay.contains(part.from())),
                left(changed, one -> stay.contains(one.gap())),
                left(closed, stay::contains),
                left(gone, stay::contains),
                left(absorbed, one -> stay.contains(one.gap()) || stay.contains(one.into())));
    }

    /** With no other gaps that were not known than some. */
    Changes adding(Set<Added> some) {
        return new Changes(left(added, gap -> !some.contains(gap)), split, changed, closed, gone, absorbed);
    }

    private static <T> List<T> left(List<T> all, Predicate<T> isOut) {
        return all.stream().filter(isOut.negate()).toList();
    }

    ScanReport report(int series) {
        List<ScanReport.Found> found = added.stream()
                .map(gap -> new ScanReport.Found(gap.series(), gap.span()))
                .toList();
        return new ScanReport(series, found, closed.size(), gone.size());
    }

    boolean isEmpty() {
        return added.isEmpty()
                && split.isEmpty()
                && changed.isEmpty()
                && closed.isEmpty()
                && gone.isEmpty()
                && absorbed.isEmpty();
    }
}
