package dev.tickwork.candleingest.backfill;

import dev.tickwork.candleingest.backfill.BackfillBoard.Wanted;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Trigger;
import dev.tickwork.jobs.Unique;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One look at a backfill by its run: keeps the ledger to what is wanted, asks for the next chunks, and comes back later.
 * All that it knows is in the ledger, so any node can go on.
 */
final class BackfillPass {
    /** So few at a time that what is live and what is repaired never waits long for its turn at the exchange. */
    private static final int AT_ONCE = 2;

    /** Behind every other fetch. */
    private static final int PRIORITY = -50;

    private static final Origin ORIGIN = new Origin(Trigger.PARENT, null);

    private final BackfillParts parts;
    private final RunContext run;
    private final BackfillArgs asked;
    private final Instant since;

    /** @param since when the run was asked for: until then it loads, whatever time it takes */
    BackfillPass(BackfillParts parts, RunContext run, Instant since) {
        this.parts = parts;
        this.run = run;
        this.asked = run.arguments(BackfillArgs.class);
        this.since = since;
    }

    Future<JobOutcome> go() {
        return look().compose(this::keepLedger).compose(this::goOn);
    }

    private Future<BackfillBoard> look() {
        return parts.desk().look(run.runId(), asked, since);
    }

    private Future<BackfillBoard> keepLedger(BackfillBoard board) {
        List<Wanted> fresh = board.fresh();
        List<Chunk> stale = board.stale();
        if (fresh.isEmpty() && stale.isEmpty()) {
            return Future.succeededFuture(board);
        }
        return run.write(tx -> parts.store()
                        .forget(tx, stale)
                        .compose(gone ->
                                parts.desk().marked(tx, fresh, parts.time().now()))
                        .compose(chunks -> parts.store().add(tx, chunks)))
                .compose(written -> look());
    }

    private Future<JobOutcome> goOn(BackfillBoard board) {
        var report = new BackfillReport(board, since);
        run.progress(report.done(), report.done() + report.left(), report.inWords(parts.betweenCalls()));
        Optional<SeriesPlan> unknown = board.unknown().findFirst();
        return ask(board.next(AT_ONCE - board.count(Standing.UNDER_WAY)))
                .compose(begun -> unknown.map(this::learn).orElseGet(() -> pauseOrEnd(board, report)));
    }

    private Future<JobOutcome> learn(SeriesPlan plan) {
        return new Learning(parts, run)
                .of(plan)
                .compose(learned -> run.isCancelled() ? Future.succeededFuture(later()) : go());
    }

    private Future<JobOutcome> pauseOrEnd(BackfillBoard board, BackfillReport report) {
        return report.left() > 0
                ? Future.succeededFuture(later())
                : run.write(tx -> parts.store()
                                .givenUp(tx, board.givenUp(), parts.time().now()))
                        .map(told -> report.outcome());
    }

    private JobOutcome later() {
        return new JobOutcome.Snooze(parts.pause(), "waits for its requests");
    }

    private Future<Void> ask(List<Wanted> next) {
        if (next.isEmpty()) {
            return Future.succeededFuture();
        }
        return run.spawn(next.stream().map(BackfillPass::request).toList())
                .compose(born -> run.write(tx -> asked(tx, next, born)))
                .mapEmpty();
    }

    private Future<Integer> asked(Tx tx, List<Wanted> next, List<Enqueued> born) {
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < next.size(); i++) {
            all.add(parts.store().asked(tx, next.get(i).chunk(), born.get(i).runId()));
        }
        return Future.all(all).map(all.size());
    }

    private static RunRequest request(Wanted wanted) {
        Series series = wanted.plan().series().series();
        Span span = wanted.chunk().span();
        var fetch =
                new FetchCandles(series.symbol(), series.timeframe().label(), span.from(), span.until(), "backfill");
        return RunRequest.of(FetchCandles.JOB, ORIGIN)
                .with(fetch)
                .prior(PRIORITY)
                .once(Unique.live("backfill " + series + " " + span.from()));
    }
}
