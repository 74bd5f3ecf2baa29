package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to write so that the gaps of a series are what is missing now. A gap shrinks or grows with the hole that it is in;
 * of several in one hole the first goes on and the others are absorbed by it; of one in several holes the first hole is
 * it and the others are split off.
 *
 * @param found new gaps
 * @param changed gaps that go on with another extent
 * @param closed gaps of which nothing is missing any more
 * @param gone gaps that end before anything is expected
 * @param absorbed gaps that are part of another now
 */
record Reconciliation(
        List<Found> found, List<Changed> changed, List<Gap> closed, List<Gap> gone, List<Absorbed> absorbed) {

    /** A gap to be added; {@code from} is the one that it was split from, null when it was not known before. */
    record Found(Span span, @Nullable Gap from) {}

    /** A gap that goes on as {@code span}. */
    record Changed(Gap gap, Span span) {}

    /** A gap that ends as a part of {@code into}. */
    record Absorbed(Gap gap, Gap into) {}

    /** A hole and the gap that it goes on as. */
    private record Kept(Span hole, Gap gap) {}

    /**
     * @param holes everything that is missing in all of what was looked at, merged
     * @param gaps what was known of the same stretches, in order
     * @param begins nothing is expected before
     */
    static Reconciliation of(List<Span> holes, List<Gap> gaps, Instant begins) {
        var result = new Reconciliation(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        NavigableMap<Instant, Kept> kept = kept(holes, gaps);
        NavigableMap<Instant, Gap> known = new TreeMap<>();
        gaps.forEach(gap -> known.put(gap.span().from(), gap));
        holes.forEach(hole -> result.take(hole, kept.get(hole.from()), known));
        Set<Gap> going = kept.values().stream().map(Kept::gap).collect(Collectors.toSet());
        gaps.stream().filter(gap -> !going.contains(gap)).forEach(gap -> result.end(gap, kept, begins));
        return result;
    }

    boolean isEmpty() {
        return found.isEmpty() && changed.isEmpty() && closed.isEmpty() && gone.isEmpty() && absorbed.isEmpty();
    }

    private static NavigableMap<Instant, Kept> kept(List<Span> holes, List<Gap> gaps) {
        NavigableMap<Instant, Kept> kept = new TreeMap<>();
        int next = 0;
        for (Span hole : holes) {
            while (next < gaps.size() && !gaps.get(next).span().until().isAfter(hole.from())) {
                next++;
            }
            if (next < gaps.size() && Spans.overlap(gaps.get(next).span(), hole)) {
                kept.put(hole.from(), new Kept(hole, gaps.get(next)));
                next++;
            }
        }
        return kept;
    }

    private void take(Span hole, @Nullable Kept kept, NavigableMap<Instant, Gap> known) {
        if (kept == null) {
            found.add(new Found(hole, around(hole, known)));
        } else if (!kept.gap().span().equals(hole)) {
            changed.add(new Changed(kept.gap(), hole));
        }
    }

    private void end(Gap gap, NavigableMap<Instant, Kept> kept, Instant begins) {
        Map.Entry<Instant, Kept> before = kept.lowerEntry(gap.span().until());
        if (before != null && Spans.overlap(before.getValue().hole(), gap.span())) {
            absorbed.add(new Absorbed(gap, before.getValue().gap()));
        } else if (gap.span().until().isAfter(begins)) {
            closed.add(gap);
        } else {
            gone.add(gap);
        }
    }

    private static @Nullable Gap around(Span hole, NavigableMap<Instant, Gap> known) {
        Map.Entry<Instant, Gap> before = known.lowerEntry(hole.until());
        return before != null && Spans.overlap(before.getValue().span(), hole) ? before.getValue() : null;
    }
}
