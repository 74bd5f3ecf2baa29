package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.detection.Spans;
import dev.tickwork.gaprepair.repair.BuiltStore.PartGap;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Ends gaps of candles that are built from shorter ones: nobody can be asked for those. When each of them lacks a part that
 * is not to be had, it is not to be had either, for the same reason.
 */
final class BuiltGaps {
    private final BuiltStore store = new BuiltStore();
    private final CarveStore gaps = new CarveStore();

    /**
     * @param taken none of which waits for a part that may still come
     * @return how many were settled; for the others their parts are to be asked for
     */
    Future<Integer> settle(Tx tx, List<TakenGap> taken, Instant now) {
        Future<Integer> all = Future.succeededFuture(0);
        for (TakenGap gap : taken) {
            if (gap.builtFrom() != null) {
                all = all.compose(before -> store.parts(tx, gap)
                        .compose(parts -> settle(tx, gap, parts, now))
                        .map(rows -> before + rows));
            }
        }
        return all;
    }

    private Future<Integer> settle(Tx tx, TakenGap gap, List<PartGap> parts, Instant now) {
        Timeframe timeframe = gap.series().timeframe();
        if (!timeframe.opens(gap.span()).allMatch(open -> lacks(timeframe, open, parts))) {
            return Future.succeededFuture(0);
        }
        List<Piece> pieces = Piece.of(gap.span(), ends(timeframe, parts), Piece.EMPTY);
        return gaps.carve(tx, gap.id(), timeframe, pieces, now).map(1);
    }

    private static boolean lacks(Timeframe timeframe, Instant open, List<PartGap> parts) {
        Span candle = new Span(open, timeframe.closeOf(open));
        return parts.stream().anyMatch(part -> Spans.overlap(part.span(), candle));
    }

    /** The candles that lack a part that is doubted, else one because of a downtime; each by the first that it does. */
    private static List<Piece> ends(Timeframe timeframe, List<PartGap> parts) {
        List<Piece> ends = new ArrayList<>();
        parts.stream()
                .filter(part -> !part.state().equals(Piece.EMPTY))
                .sorted(Comparator.comparing(part -> !part.state().equals(Piece.QUARANTINED)))
                .forEach(part -> ends.addAll(around(timeframe, part, ends)));
        return ends;
    }

    private static List<Piece> around(Timeframe timeframe, PartGap part, List<Piece> before) {
        Span opens = Piece.touched(timeframe, part.span());
        List<Span> explained = before.stream().map(Piece::span).toList();
        return Spans.minus(List.of(opens), explained).stream()
                .map(span -> new Piece(span, part.state(), part.downtime()))
                .toList();
    }
}
