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
 * @param state as the table has it
 * @param downtime why; null when it is not that
 */
record Piece(Span span, String state, @Nullable Long downtime) {
    static final String MISSING = "missing";
    static final String EMPTY = "proven-empty";
    static final String REPAIRED = "repaired";
    static final String QUARANTINED = "quarantined";

    static Piece down(Span span, long downtime) {
        return new Piece(span, "exchange-down", downtime);
    }

    /** What the exchange has of it is doubted. */
    static Piece quarantined(Span span) {
        return new Piece(span, QUARANTINED, null);
    }

    /** The opens of all candles that a stretch touches. */
    static Span touched(Timeframe timeframe, Span by) {
        return new Span(timeframe.openOf(by.from()), timeframe.openFrom(by.until()));
    }

    /**
     * A gap cut at the edges of some pieces, in order.
     *
     * @param rest the state of what is in none of them
     */
    static List<Piece> of(Span gap, List<Piece> some, String rest) {
        List<Piece> pieces = new ArrayList<>();
        some.stream()
                .map(one -> new Piece(gap.and(one.span()), one.state(), one.downtime()))
                .filter(piece -> !piece.span().isEmpty())
                .forEach(pieces::add);
        Spans.minus(List.of(gap), pieces.stream().map(Piece::span).toList())
                .forEach(left -> pieces.add(new Piece(left, rest, null)));
        pieces.sort(Comparator.comparing(piece -> piece.span().from()));
        return pieces;
    }

    int missing(Timeframe timeframe) {
        return Math.toIntExact(timeframe.count(span));
    }
}
