package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.detection.Spans;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a gap with an end of its own.
 *
 * @param span the opens that are missing
 * @param downtime why; null when nothing was traded
 */
record Piece(Span span, @Nullable Long downtime) {
    /** A gap cut at the edges of downtimes, in order. */
    static List<Piece> of(Span gap, List<Piece> downs) {
        List<Piece> pieces = new ArrayList<>();
        downs.stream()
                .map(down -> new Piece(gap.and(down.span()), down.downtime()))
                .filter(piece -> !piece.span().isEmpty())
                .forEach(pieces::add);
        Spans.minus(List.of(gap), pieces.stream().map(Piece::span).toList())
                .forEach(rest -> pieces.add(new Piece(rest, null)));
        pieces.sort(Comparator.comparing(piece -> piece.span().from()));
        return pieces;
    }

    int missing(Timeframe timeframe) {
        return Math.toIntExact(timeframe.count(span));
    }
}
