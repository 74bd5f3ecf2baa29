package dev.tickwork.candleingest.backfill;

import dev.tickwork.candleingest.backfill.BackfillBoard.Wanted;
import dev.tickwork.candleingest.backfill.Planning.Turn;
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
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One look at a backfill by its run: keeps the ledger to what is wanted, asks for the next chunks, and comes back later.
 * All that it knows is in the ledger, so any node can go on.
 */
final class BackfillPass {
    /** Behind every other fetch. */
    private static final int PRIORITY = -50;

    private static final Origin ORIGIN = new Origin(Trigger.PARENT, null);

    private final BackfillParts parts;
    private final RunContext run;
    private final Instant since;
    private final Planning planning;
    private final Learning learning;

    /** @param since when the run was asked for: until then it loads, whatever time it takes */
    BackfillPass(BackfillParts parts, Untold untold, RunContext run, Instant since) {
        this.parts = parts;
        this.run = run;
        this.since = since;
        this.planning =
                new Planning(parts, run.runId(), new BackfillDesk.Wish(run.arguments(BackfillArgs.class), since));
        this.learning = new Learning(parts, untold, run, since);
    }

    Future<JobOutcome> go() {
        var turn = new AtomicReference<Turn>();
        return run.write(tx -> planning.plan(tx, learning::next).map(next -> {
                    turn.set(next);
                    return next.next().size();
                }))
                .compose(planned -> goOn(Objects.requireNonNull(turn.get())));
    }

    private Future<JobOutcome> goOn(Turn turn) {
        var report = new BackfillReport(turn.board(), since);
        run.progress(report.done(), report.done() + report.left(), report.inWords(parts.betweenCalls()));
        return ask(turn.next())
                .compose(begun -> turn.toLearn().map(this::learn).orElseGet(() -> pauseOrEnd(turn.board(), report)));
    }

    private Future<JobOutcome> learn(SeriesPlan plan) {
        return learning.of(plan).compose(learned -> run.isCancelled() ? Future.succeededFuture(later()) : go());
    }

    private Future<JobOutcome> pauseOrEnd(BackfillBoard board, BackfillReport report) {
        return report.left() > 0
                ? Future.succeededFuture(later())
                : learning.trouble(board)
                        .<Future<JobOutcome>>map(Future::failedFuture)
                        .orElseGet(() -> end(board, report));
    }

    private Future<JobOutcome> end(BackfillBoard board, BackfillReport report) {
        return run.write(tx ->
                        parts.store().givenUp(tx, board.givenUp(), parts.time().now()))
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
                .compose(born -> run.write(tx -> parts.store()
                        .asked(
                                tx,
                                next.stream().map(Wanted::chunk).toList(),
                                born.stream().map(Enqueued::runId).toList())))
                .mapEmpty();
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
