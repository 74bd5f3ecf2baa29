package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.JobOperator.NotNow;
import dev.tickwork.jobs.JobOperator.NotThere;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.DatabaseError;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.jobs.BulkTargets.Which;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Does to each of many runs what an operator wants, a hundred in a transaction: to those that it found when it began, as a
 * preview counts them. Never tried again by itself: what it had done before it was lost would be done twice.
 */
public final class BulkActionJob implements Job {
    static final String NAME = "bulk-action";

    private static final int FOUND_AT_ONCE = 1000;
    private static final int ACTED_AT_ONCE = 100;
    private static final int TRIES = 10;
    private static final JobDefinition DEFINITION = JobDefinition.of(
                    NAME, JobQueue.HIGH_PRIORITY, new TimeLimits(Duration.ofMinutes(10), Duration.ofMinutes(15)))
            .retried(RetryPolicy.NEVER)
            .taking(BulkArguments.class);

    /** What became of the runs: how many were acted on, and how many had gone on by themselves. */
    record Result(int done, int leftOut) {
        Result plus(Result other) {
            return new Result(done + other.done, leftOut + other.leftOut);
        }
    }

    private final Database database;
    private final JobOperator operator;
    private final BulkTargets targets = new BulkTargets();

    public BulkActionJob(Database database, JobOperator operator) {
        this.database = database;
        this.operator = operator;
    }

    @Override
    public JobDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        BulkArguments asked = run.arguments(BulkArguments.class);
        return find(run, asked.which(), null, new ArrayList<>())
                .map(found -> new Work(run, asked, inOrder(asked.action(), found)))
                .compose(work -> actFrom(0, new Result(0, 0), work))
                .map(BulkActionJob::outcome);
    }

    /** One run of this job, what it is asked to do, and to which runs. */
    private record Work(RunContext run, BulkArguments asked, List<UUID> runs) {}

    private Future<List<UUID>> find(RunContext run, Which which, @Nullable UUID cursor, List<UUID> found) {
        run.checkCancelled();
        return database.read(tx -> targets.page(tx, which, cursor, FOUND_AT_ONCE))
                .compose(page -> {
                    page.runs().stream()
                            .filter(other -> !other.equals(run.runId()))
                            .forEach(found::add);
                    return page.nextCursor() == null
                            ? Future.succeededFuture(found)
                            : find(run, which, page.nextCursor(), found);
                });
    }

    // Parents before their children, which go with them: a parent whose children were called off first would have
    // failed.
    private static List<UUID> inOrder(BulkAction action, List<UUID> newestFirst) {
        if (action == BulkAction.CANCEL) {
            Collections.reverse(newestFirst);
        }
        return newestFirst;
    }

    private Future<Result> actFrom(int first, Result before, Work work) {
        List<UUID> runs = work.runs();
        work.run().progress(first, (long) runs.size(), before.leftOut() + " left out");
        if (first >= runs.size()) {
            return Future.succeededFuture(before);
        }
        work.run().checkCancelled();
        int end = Math.min(first + ACTED_AT_ONCE, runs.size());
        return actOn(runs.subList(first, end), work, TRIES).compose(done -> actFrom(end, before.plus(done), work));
    }

    // Runs that begin and end meanwhile are locked in another order: Postgres may give this up in favour of them,
    // undone.
    private Future<Result> actOn(List<UUID> runs, Work work, int tries) {
        return actOn(runs, work)
                .recover(failure -> tries > 1 && failure instanceof DatabaseError error && error.isRepeatable()
                        ? actOn(runs, work, tries - 1)
                        : Future.failedFuture(failure));
    }

    private Future<Result> actOn(List<UUID> runs, Work work) {
        var counted = new int[1];
        return work.run()
                .write(tx -> actOn(tx, runs, work).map(done -> counted[0] = done))
                .map(written -> new Result(counted[0], runs.size() - counted[0]));
    }

    private Future<Integer> actOn(Tx tx, List<UUID> runs, Work work) {
        Future<Integer> sum = Future.succeededFuture(0);
        for (UUID run : runs) {
            sum = sum.compose(done -> actOn(tx, run, work.asked()).map(acted -> acted ? done + 1 : done));
        }
        return sum;
    }

    private Future<Boolean> actOn(Tx tx, UUID run, BulkArguments asked) {
        return asked.action()
                .to(operator, tx, run, asked.by())
                .recover(BulkActionJob::leftOut)
                .compose(acted -> acted ? Future.succeededFuture(true) : targets.isDone(tx, asked.action(), run));
    }

    private static Future<Boolean> leftOut(Throwable failure) {
        return failure instanceof NotNow || failure instanceof NotThere
                ? Future.succeededFuture(false)
                : Future.failedFuture(failure);
    }

    private static JobOutcome outcome(Result result) {
        return JobOutcome.Done.all(0, result.done()).with(result);
    }
}
