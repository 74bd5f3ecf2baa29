package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.detection.Spans;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/**
 * Sets apart what is missing because it is doubted. What the exchange has of it is known, and an operator decides about it,
 * or has rejected it: nobody asks for it again unless somebody insists.
 */
final class Doubts {
    private final DoubtStore store = new DoubtStore();
    private final CarveStore gaps = new CarveStore();

    /** @return how many parts had something of that */
    Future<Integer> setApart(Tx tx, List<Part> missing, Instant now) {
        Future<Integer> all = Future.succeededFuture(0);
        for (Part part : missing) {
            all = all.compose(before -> store.doubted(tx, part.series(), part.span())
                    .compose(opens -> opens.isEmpty()
                            ? Future.succeededFuture(before)
                            : carve(tx, part, opens, now).map(before + 1)));
        }
        return all;
    }

    private Future<Void> carve(Tx tx, Part part, List<Instant> opens, Instant now) {
        Timeframe timeframe = part.series().timeframe();
        List<Piece> doubted =
                Spans.merged(opens.stream()
                                .map(open -> new Span(open, timeframe.closeOf(open)))
                                .toList())
                        .stream()
                        .map(Piece::quarantined)
                        .toList();
        return gaps.carve(tx, part.id(), timeframe, Piece.of(part.span(), doubted, Piece.MISSING), now);
    }
}
