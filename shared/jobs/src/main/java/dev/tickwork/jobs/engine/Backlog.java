package dev.tickwork.jobs.engine;

import dev.tickwork.domain.Fault;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that ended while Postgres was away, with what they wrote, in the order of their ends. Bounded: the oldest are
 * dropped, and the ledger will say so. Touched on the engine's context only.
 */
final class Backlog {
    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    private final LedgerDoor door;
    private final FireStore fires;
    private final EndingWriter writer;
    private final Workshop workshop;
    private final Deque<Unwritten> waiting = new ArrayDeque<>();
    private final Map<String, Gap> gaps = new LinkedHashMap<>();
    private @Nullable Unwritten inHand;
    private @Nullable Future<Void> flushing;

    Backlog(Workshop workshop, EndingWriter writer) {
        this.workshop = workshop;
        this.door = workshop.door();
        this.fires = workshop.fires();
        this.writer = writer;
    }

    void add(Execution run, Ending ending) {
        waiting.addLast(new Unwritten(run, ending));
        if (waiting.size() > workshop.settings().backlogRuns()) {
            drop(waiting.removeFirst());
        }
    }

    int size() {
        return waiting.size() + (inHand == null ? 0 : 1);
    }

    /** The runs that are in here. */
    Set<UUID> ids() {
        Set<UUID> all = new HashSet<>();
        waiting.forEach(unwritten -> all.add(unwritten.run().runId()));
        if (inHand != null) {
            all.add(inHand.run().runId());
        }
        return all;
    }

    /**
     * Writes everything, the oldest first, each run in one transaction. Safe to repeat: what is in the ledger already
     * stays as it is.
     *
     * @return completes when nothing waits any more; fails with {@link DatabaseDown} when Postgres went away again
     */
    Future<Void> flush() {
        if (flushing != null) {
            return flushing;
        }
        if (waiting.isEmpty() && gaps.isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        flushing = done.future().andThen(ended -> flushing = null);
        Future<Void> result = flushing;
        noteGaps().onSuccess(noted -> writeNext(done)).onFailure(done::tryFail);
        return result;
    }

    private void drop(Unwritten oldest) {
        RunIdentity run = oldest.run().identity();
        Ending ending = oldest.ending();
        gaps.compute(
                run.job(), (job, gap) -> gap == null ? Gap.of(run, ending, workshop.nextId()) : gap.plus(run, ending));
    }

    private Future<Void> noteGaps() {
        Map<String, Gap> noted = new LinkedHashMap<>(gaps);
        return door.probe(tx -> noteAll(tx, noted)).map(rows -> forget(noted));
    }

    private Future<Void> noteAll(Tx tx, Map<String, Gap> noted) {
        Future<Integer> chain = Future.succeededFuture(0);
        for (Gap gap : noted.values()) {
            chain = chain.compose(before -> fires.note(tx, gap));
        }
        return chain.mapEmpty();
    }

    private @Nullable Void forget(Map<String, Gap> noted) {
        noted.forEach((job, gap) -> {
            gaps.remove(job, gap);
            log.atError()
                    .addKeyValue("job", job)
                    .addKeyValue("rows", gap.runs())
                    .log("runs were dropped while postgres was away");
        });
        return null;
    }

    // One after the other by hand: a chain of a thousand futures would be as deep as it is long.
    private void writeNext(Promise<Void> done) {
        Unwritten next = waiting.pollFirst();
        inHand = next;
        if (next == null) {
            done.complete();
            return;
        }
        write(next).onSuccess(written -> writeNext(done)).onFailure(failure -> putBack(next, failure, done));
    }

    private void putBack(Unwritten unwritten, Throwable failure, Promise<Void> done) {
        inHand = null;
        waiting.addFirst(unwritten);
        done.fail(failure);
    }

    private Future<Void> write(Unwritten unwritten) {
        return door.probe(tx -> inOrder(tx, unwritten)).recover(failure -> instead(unwritten, failure));
    }

    private Future<Void> inOrder(Tx tx, Unwritten unwritten) {
        RunIdentity run = unwritten.run().identity();
        Future<Integer> rows = fires.bearLate(tx, run)
                .compose(born -> workshop.endings().lock(tx, run))
                .compose(held -> held ? Future.succeededFuture(0) : lost(run));
        for (Function<Tx, Future<Integer>> write : unwritten.run().deferred()) {
            rows = rows.compose(sum -> write.apply(tx).map(more -> sum + more));
        }
        return rows.compose(sum -> end(tx, run, unwritten.endingPlus(sum)));
    }

    private Future<Void> end(Tx tx, RunIdentity run, Ending ending) {
        return writer.write(tx, List.of(new EndingStore.EndedRun(run, ending)))
                .compose(recorded -> recorded.isEmpty() ? lost(run) : Future.succeededFuture());
    }

    private static <T> Future<T> lost(RunIdentity run) {
        return Future.failedFuture(new Fault.Lost("attempt " + run.attempt() + " counts no more"));
    }

    private Future<Void> instead(Unwritten unwritten, Throwable failure) {
        if (failure instanceof DatabaseDown) {
            return Future.failedFuture(failure);
        }
        if (failure instanceof Fault.Lost) {
            // Its fire went to another node, or it was written before the connection broke.
            warn(unwritten, failure, "run is not ours to record");
            return Future.succeededFuture();
        }
        warn(unwritten, failure, "deferred writes failed");
        var failed = Ending.Finished.failure(unwritten.ending().at(), Failure.of(failure));
        RunIdentity run = unwritten.run().identity();
        return door.probe(tx -> fires.bearLate(tx, run).compose(born -> end(tx, run, failed)))
                .recover(again -> giveUp(unwritten, again));
    }

    private static Future<Void> giveUp(Unwritten unwritten, Throwable failure) {
        if (failure instanceof DatabaseDown) {
            return Future.failedFuture(failure);
        }
        warn(unwritten, failure, "run cannot be recorded");
        return Future.succeededFuture();
    }

    private static void warn(Unwritten unwritten, Throwable failure, String what) {
        log.atWarn()
                .addKeyValue("job", unwritten.run().job())
                .addKeyValue("runId", unwritten.run().runId())
                .addKeyValue("error", failure.getMessage())
                .log(what);
    }

    /** A run that ended and is not in the ledger. */
    private record Unwritten(Execution run, Ending ending) {
        Ending endingPlus(int rows) {
            return ending instanceof Ending.Finished finished ? finished.plusRows(rows) : ending;
        }
    }
}
