package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.candles.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Stretches of one series that have to be asked for; those that touch are one. Not changed: each step is a new one. */
record Lost(List<Span> spans) {
    static final Lost NOTHING = new Lost(List.of());

    Lost {
        spans = List.copyOf(spans);
    }

    Lost and(Span more) {
        List<Span> all = new ArrayList<>(spans);
        all.add(more);
        all.sort(Comparator.comparing(Span::from));
        List<Span> merged = new ArrayList<>();
        for (Span span : all) {
            Span before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before == null || before.until().isBefore(span.from())) {
                merged.add(span);
            } else if (before.until().isBefore(span.until())) {
                merged.set(merged.size() - 1, new Span(before.from(), span.until()));
            }
        }
        return new Lost(merged);
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    Span first() {
        return spans.get(0);
    }

    Lost butFirst() {
        return new Lost(spans.subList(1, spans.size()));
    }
}
