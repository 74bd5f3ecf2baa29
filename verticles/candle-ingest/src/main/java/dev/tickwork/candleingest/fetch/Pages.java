package dev.tickwork.candleingest.fetch;

import dev.tickwork.candleingest.store.Batch;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.postgres.DatabaseError;
import dev.tickwork.postgres.Tx;
import dev.tickwork.providers.CandleAnswer;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what the exchange answers, one answer after the other, and notes with each how far its run is. A run that takes
 * one request only has nothing to note.
 */
final class Pages {
    private static final Logger log = LoggerFactory.getLogger(Pages.class);

    /** What Postgres says when there is no part for a row. */
    private static final String NO_PART = "23514";

    private final FetchParts parts;
    private final FetchStore store = new FetchStore();

    Pages(FetchParts parts) {
        this.parts = parts;
    }

    /** The fetch where its run was when it had to stop, if it had. */
    Future<Fetch> begun(Fetch fresh) {
        if (!fresh.takesSeveral()) {
            return Future.succeededFuture(fresh);
        }
        var begun = new AtomicReference<>(fresh);
        return fresh.run()
                .write(tx -> store.find(tx, fresh.run().runId()).map(saved -> {
                    saved.ifPresent(one -> begun.set(fresh.goingOn(one.next(), one.told())));
                    return 0;
                }))
                .map(read -> begun.get());
    }

    /** Stores what an answer brought, and tells of it. @return the fetch, one answer later */
    Future<Fetch> take(Fetch fetch, CandleAnswer.Found found) {
        return write(fetch, found)
                .recover(failure -> isWithoutPart(failure) ? write(fetch, found) : Future.failedFuture(failure))
                .map(page -> told(fetch, page));
    }

    /** Forgets how far a fetch is, because it is over. */
    Future<Integer> forget(Tx tx, Fetch fetch) {
        return fetch.takesSeveral()
                ? store.forget(tx, fetch.run().runId(), parts.time().now())
                : Future.succeededFuture(0);
    }

    private Future<Page> write(Fetch fetch, CandleAnswer.Found found) {
        var stored = new AtomicReference<>(new Page(found, null));
        if (found.candles().isEmpty() && !fetch.takesSeveral()) {
            return Future.succeededFuture(stored.get());
        }
        return fetch.run()
                .write(tx -> stored(tx, fetch, found).compose(page -> {
                    stored.set(page);
                    return noted(tx, fetch.after(page)).map(page.rows());
                }))
                .map(written -> stored.get());
    }

    private Future<Page> stored(Tx tx, Fetch fetch, CandleAnswer.Found found) {
        var origin = new Batch.Origin(parts.node(), parts.source().name(), found.request(), found.receivedAt());
        Batch batch = Batch.ofRun(fetch.run(), fetch.asked().reason(), origin);
        return parts.intake().take(tx, batch, seen(fetch, found)).map(taken -> new Page(found, taken.orElse(null)));
    }

    private Future<Integer> noted(Tx tx, Fetch fetch) {
        return fetch.isOver()
                ? Future.succeededFuture(0)
                : store.save(tx, fetch, parts.time().now());
    }

    private Fetch told(Fetch fetch, Page page) {
        tellUnreadable(fetch, page.answer().unreadable());
        Optional.ofNullable(page.intake()).ifPresent(parts.intake()::told);
        return fetch.after(page);
    }

    private static void tellUnreadable(Fetch fetch, List<CandleAnswer.Unreadable> unreadable) {
        if (!unreadable.isEmpty()) {
            log.atWarn()
                    .addKeyValue("runId", fetch.run().runId())
                    .addKeyValue("symbol", fetch.asked().symbol())
                    .addKeyValue("rows", unreadable.size())
                    .addKeyValue("error", unreadable.get(0).why())
                    .log("candles cannot be read and are not stored");
        }
    }

    private List<Observation> seen(Fetch fetch, CandleAnswer.Found found) {
        return found.candles().stream()
                .map(candle -> new Observation(
                        fetch.range().series().series(),
                        candle,
                        isOver(fetch, candle, found.receivedAt()),
                        found.receivedAt()))
                .toList();
    }

    private boolean isOver(Fetch fetch, Candle candle, Instant at) {
        Instant close = fetch.range().series().timeframe().closeOf(candle.openTime());
        return !at.isBefore(close.plus(parts.grace()));
    }

    /** Its part was dropped after this process had learnt that it was there. */
    private static boolean isWithoutPart(Throwable failure) {
        return failure instanceof DatabaseError refused && refused.sqlState().equals(NO_PART);
    }
}
