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
import dev.tickwork.jobs.ledger.RunFilter;
import dev.tickwork.jobs.ledger.RunListStore;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Does to each of many runs what an operator wants, newest first, a hundred in a transaction. Never tried again by
 * itself: what it had done before it was lost would be done twice.
 */
public final class BulkActionJob implements Job {
    static final String NAME = "bulk-action";

    private static final int AT_ONCE = 100;
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
    private final RunListStore lists = new RunListStore();

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
        RunFilter filter = RunQuestions.filterOf(asked.filter());
        return behind(null, new Result(0, 0), new Work(run, asked, filter)).map(BulkActionJob::outcome);
    }

    /** One run of this job and what it is to do. */
    private record Work(RunContext run, BulkArguments asked, RunFilter filter) {}

    private Future<Result> behind(@Nullable UUID cursor, Result before, Work work) {
        work.run().checkCancelled();
        return database.read(tx -> lists.ids(tx, work.filter(), cursor, AT_ONCE))
                .compose(page -> actOn(page.runs(), work).compose(done -> goOn(page, before.plus(done), work)));
    }

    private Future<Result> goOn(RunListStore.Ids page, Result sum, Work work) {
        work.run().progress(sum.done(), null, sum.leftOut() + " left out");
        return page.nextCursor() == null ? Future.succeededFuture(sum) : behind(page.nextCursor(), sum, work);
    }

    private Future<Result> actOn(List<UUID> runs, Work work) {
        List<UUID> others =
                runs.stream().filter(run -> !run.equals(work.run().runId())).toList();
        var counted = new int[1];
        return work.run()
                .write(tx -> actOn(tx, others, work).map(done -> counted[0] = done))
                .map(written -> new Result(counted[0], others.size() - counted[0]));
    }

    private Future<Integer> actOn(Tx tx, List<UUID> runs, Work work) {
        Future<Integer> sum = Future.succeededFuture(0);
        for (UUID run : runs) {
            sum = sum.compose(done -> actOn(tx, run, work).map(acted -> acted ? done + 1 : done));
        }
        return sum;
    }

    private Future<Boolean> actOn(Tx tx, UUID run, Work work) {
        BulkArguments asked = work.asked();
        return asked.action().to(operator, tx, run, asked.by()).recover(BulkActionJob::leftOut);
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
