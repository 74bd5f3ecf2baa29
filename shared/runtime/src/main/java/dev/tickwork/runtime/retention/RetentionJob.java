package dev.tickwork.runtime.retention;

import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.LogLine;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.DatabaseError;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Archives and deletes the old rows of one table, a file at a time, or counts them. By its schedule it does what the
 * table's policy says; cleanup asks it for more.
 */
final class RetentionJob implements Job {
    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofMinutes(55), Duration.ofMinutes(60));

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final JobDefinition definition;
    private final Retained table;
    private final RetentionParts parts;

    /** @param schedule null for a table that is only cleaned when somebody asks */
    RetentionJob(Retained table, String verticle, @Nullable Schedule schedule, RetentionParts parts) {
        var bare = JobDefinition.of(table.policy().retentionJob(), JobQueue.LOW_PRIORITY, LIMITS)
                .in(verticle)
                .taking(RetentionArgs.class);
        this.definition = schedule == null ? bare : bare.scheduled(schedule);
        this.table = table;
        this.parts = parts;
    }

    @Override
    public JobDefinition definition() {
        return definition;
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        RetentionArgs asked = run.arguments(RetentionArgs.class);
        Instant asOf = asked.asOf() == null ? run.firedAt() : asked.asOf();
        Instant before = table.policy().cutOff(asOf, asked.olderThanDays());
        Retained then = table.asOf(asOf);
        return parts.database()
                .read(tx -> then.count(tx, before))
                .compose(rows -> asked.isDry() ? counted(before, rows) : clean(run, then, before, rows));
    }

    private Future<JobOutcome> counted(Instant before, long rows) {
        var cleaned = new Cleaned(table.policy().table(), before, rows, 0, 0, true, false);
        return Future.succeededFuture(JobOutcome.Done.all(0, 0).with(cleaned));
    }

    private Future<JobOutcome> clean(RunContext run, Retained then, Instant before, long expected) {
        Instant begun = parts.time().now();
        return run.write(tx -> parts.policies().save(tx, table.policy()))
                .compose(saved -> parts.archivist().sweep(run, table.policy().table()))
                .compose(swept -> archiveAll(run, new Old(then, before, expected), 0))
                .compose(rows -> rows == 0 ? Future.succeededFuture(false) : optimise(run, begun))
                .compose(optimised -> summary(run, before, optimised));
    }

    /** What one run takes: rows of the table as of its moment. */
    private record Old(Retained table, Instant before, long expected) {}

    private Future<Long> archiveAll(RunContext run, Old old, long done) {
        run.checkCancelled();
        run.progress(
                done,
                Math.max(done, old.expected()),
                "rows of " + table.policy().table() + " archived");
        return parts.archivist()
                .archive(run, old.table(), old.before())
                .compose(rows -> rows == 0 ? Future.succeededFuture(done) : archiveAll(run, old, done + rows));
    }

    // Nothing is lost without it, and it may not take so long that what was done counts as failed.
    private Future<Boolean> optimise(RunContext run, Instant begun) {
        Duration left = Duration.between(parts.time().now(), begun.plus(LIMITS.soft()));
        Duration atMost = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
        return parts.optimising().of(table, atMost, run).map(true).recover(failure -> {
            if (failure instanceof DatabaseError || failure instanceof DatabaseDown) {
                run.log(LogLine.Level.WARN, "not optimised: " + failure.getMessage());
                return Future.succeededFuture(false);
            }
            return Future.failedFuture(failure);
        });
    }

    private Future<JobOutcome> summary(RunContext run, Instant before, boolean optimised) {
        return parts.database()
                .read(tx -> parts.archives().sums(tx, run.runId()))
                .map(sums -> JobOutcome.Done.all(Math.toIntExact(sums.rows()), sums.archives())
                        .with(new Cleaned(
                                table.policy().table(),
                                before,
                                sums.rows(),
                                sums.archives(),
                                sums.bytes(),
                                false,
                                optimised)));
    }
}
