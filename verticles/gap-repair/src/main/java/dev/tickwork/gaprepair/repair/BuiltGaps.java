package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.gaprepair.repair.BuiltStore.PartGap;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Ends gaps of candles that are built from shorter ones: nobody can be asked for those. When each of them lacks a part that
 * is not to be had, it is not to be had either; while a part may still come, it waits for that.
 */
final class BuiltGaps {
    private final BuiltStore store = new BuiltStore();
    private final SettleStore gaps = new SettleStore();
    private final Patience patience;

    BuiltGaps(Patience patience) {
        this.patience = patience;
    }

    /** @return how many were settled or have to wait; for the others their parts are to be asked for */
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
        if (parts.stream().anyMatch(part -> !part.isSettled())) {
            String why = "waits for " + gap.series().symbol() + "/"
                    + Objects.requireNonNull(gap.builtFrom()).label();
            return gaps.postpone(tx, List.of(gap.id()), why, patience.confirmAfter(now));
        }
        boolean isLost = gap.series().timeframe().opens(gap.span()).allMatch(open -> lacks(gap, open, parts));
        return isLost ? gaps.settle(tx, gap.id(), downtime(parts).orElse(null), now) : Future.succeededFuture(0);
    }

    private static boolean lacks(TakenGap gap, Instant open, List<PartGap> parts) {
        Span candle = new Span(open, gap.series().timeframe().closeOf(open));
        return parts.stream().anyMatch(part -> !part.span().and(candle).isEmpty());
    }

    private static Optional<Long> downtime(List<PartGap> parts) {
        return parts.stream().map(PartGap::downtime).filter(Objects::nonNull).findFirst();
    }
}
