package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Arithmetic with stretches of time. Lists that come out are in order and neither overlap nor touch. */
public final class Spans {
    private Spans() {}

    /** What is in any of them; those that overlap or touch become one. */
    public static List<Span> merged(Collection<Span> spans) {
        List<Span> merged = new ArrayList<>();
        spans.stream()
                .filter(span -> !span.isEmpty())
                .sorted(Comparator.comparing(Span::from))
                .forEach(span -> append(merged, span));
        return merged;
    }

    /** What is in {@code spans} and in none of {@code others}. */
    public static List<Span> minus(Collection<Span> spans, Collection<Span> others) {
        List<Span> cuts = merged(others);
        List<Span> left = new ArrayList<>();
        int first = 0;
        for (Span span : merged(spans)) {
            while (first < cuts.size() && !cuts.get(first).until().isAfter(span.from())) {
                first++;
            }
            cut(span, cuts.subList(first, cuts.size()), left);
        }
        return left;
    }

    /** Whether they have a moment in common. */
    public static boolean overlap(Span one, Span other) {
        return one.from().isBefore(other.until()) && other.from().isBefore(one.until());
    }

    /** Whether they overlap or one begins where the other ends. */
    public static boolean touch(Span one, Span other) {
        return !one.from().isAfter(other.until()) && !other.from().isAfter(one.until());
    }

    /** Whether all of {@code inner} is in {@code outer}. */
    public static boolean covers(Span outer, Span inner) {
        return !inner.from().isBefore(outer.from()) && !inner.until().isAfter(outer.until());
    }

    private static void cut(Span span, List<Span> cuts, List<Span> left) {
        Instant from = span.from();
        for (Span cut : cuts) {
            if (!cut.from().isBefore(span.until())) {
                break;
            }
            if (from.isBefore(cut.from())) {
                left.add(new Span(from, cut.from()));
            }
            from = cut.until();
        }
        if (from.isBefore(span.until())) {
            left.add(new Span(from, span.until()));
        }
    }

    private static void append(List<Span> merged, Span span) {
        int last = merged.size() - 1;
        if (last < 0 || !touch(merged.get(last), span)) {
            merged.add(span);
            return;
        }
        Span before = merged.get(last);
        Instant until = before.until().isAfter(span.until()) ? before.until() : span.until();
        merged.set(last, new Span(before.from(), until));
    }
}
