package dev.tickwork.candleingest.backfill;

import dev.tickwork.candleingest.backfill.BackfillBoard.Wanted;
import dev.tickwork.candleingest.backfill.BackfillDesk.Wish;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Keeps the ledger to what one backfill wants, and says what it asks for next. Backfills plan one after the other, so that
 * none asks for what another one has planned to ask for.
 */
final class Planning {
    /** So few at a time that what is live and what is repaired never waits long for its turn at the exchange. */
    private static final int AT_ONCE = 2;

    private final BackfillParts parts;
    private final UUID backfill;
    private final Wish wish;

    Planning(BackfillParts parts, UUID backfill, Wish wish) {
        this.parts = parts;
        this.backfill = backfill;
        this.wish = wish;
    }

    /**
     * What to do now.
     *
     * @param next the chunks to ask for
     * @param toLearn whose first candle to ask for besides; empty for none
     */
    record Turn(BackfillBoard board, List<Wanted> next, Optional<SeriesPlan> toLearn) {}

    /**
     * Waits until nobody else plans. Safe to repeat.
     *
     * @param toLearn chooses among the series whose first candle is to be asked for
     */
    Future<Turn> plan(Tx tx, Function<BackfillBoard, Optional<SeriesPlan>> toLearn) {
        return parts.store()
                .alone(tx)
                .compose(alone -> look(tx))
                .compose(board -> keepLedger(tx, board))
                .compose(board -> claimed(tx, board, toLearn.apply(board)));
    }

    private Future<BackfillBoard> look(Tx tx) {
        return parts.desk().look(tx, backfill, wish.asked(), wish.at());
    }

    private Future<BackfillBoard> keepLedger(Tx tx, BackfillBoard board) {
        List<Wanted> fresh = board.fresh();
        List<Chunk> stale = board.stale();
        List<Loadable> begun = board.begun();
        if (fresh.isEmpty() && stale.isEmpty() && begun.isEmpty()) {
            return Future.succeededFuture(board);
        }
        return parts.store()
                .forget(tx, stale)
                .compose(gone -> parts.desk().marked(tx, fresh, parts.time().now()))
                .compose(chunks -> add(tx, chunks))
                .compose(added -> begin(tx, begun))
                .compose(written -> look(tx));
    }

    private Future<Integer> add(Tx tx, List<Chunk> chunks) {
        List<Chunk> found = chunks.stream().filter(Chunk::isDone).toList();
        List<Chunk> toDo = chunks.stream().filter(chunk -> !chunk.isDone()).toList();
        return parts.store().addFound(tx, found).compose(noted -> parts.store().add(tx, toDo));
    }

    private Future<Integer> begin(Tx tx, List<Loadable> begun) {
        Future<Integer> all = Future.succeededFuture(0);
        for (Loadable one : begun) {
            all = all.compose(before -> parts.store()
                    .learned(tx, one.id(), Objects.requireNonNull(one.firstOpen()))
                    .map(rows -> before + rows));
        }
        return all;
    }

    /** What it is about to ask for carries its own name until the runs are known that do; so others leave it alone. */
    private Future<Turn> claimed(Tx tx, BackfillBoard board, Optional<SeriesPlan> toLearn) {
        List<Wanted> next = board.next(AT_ONCE - board.count(Standing.UNDER_WAY));
        Stream<Chunk> newest = toLearn.stream().map(plan -> plan.toDo().get(0));
        List<Chunk> chunks =
                Stream.concat(next.stream().map(Wanted::chunk), newest).toList();
        return parts.store()
                .asked(tx, chunks, Collections.nCopies(chunks.size(), backfill))
                .map(new Turn(board, next, toLearn));
    }
}
