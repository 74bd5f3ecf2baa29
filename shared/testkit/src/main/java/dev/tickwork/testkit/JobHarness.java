package dev.tickwork.testkit;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.LogLine;
import dev.tickwork.jobs.NoArguments;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Written;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import dev.tickwork.testservers.Await;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a job once, without an engine around it: no schedule, no limits, no ledger. What the job writes is committed to a
 * database, or deferred as it is while Postgres is away.
 */
public final class JobHarness {
    private final Time time;
    private final @Nullable Database database;
    private final List<Function<Tx, Future<Integer>>> deferred = new CopyOnWriteArrayList<>();
    private volatile @Nullable Fault over;
    private final AtomicLong runs = new AtomicLong();
    private final List<RunRequest> children = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private JobHarness(Time time, @Nullable Database database) {
        this.time = time;
        this.database = database;
    }

    /** Writes are committed. */
    public static JobHarness over(Database database, Time time) {
        return new JobHarness(time, database);
    }

    /** Writes are {@link Written.Deferred}, as for a job that continues without its database. */
    public static JobHarness withoutDatabase(Time time) {
        return new JobHarness(time, null);
    }

    /** Runs the job and waits for its answer; throws what it failed with. Each run has an id of its own. */
    public JobOutcome run(Job job) {
        return Await.done(start(job));
    }

    /** Starts the job; the answer as the engine would get it. */
    public Future<JobOutcome> start(Job job) {
        return start(job, new NoArguments());
    }

    /** Runs the job with what it is asked to do, and waits for its answer. */
    public JobOutcome run(Job job, Record arguments) {
        return Await.done(start(job, arguments));
    }

    /** Starts the job with what it is asked to do. */
    public Future<JobOutcome> start(Job job, Record arguments) {
        runs.incrementAndGet();
        return goOn(job, arguments);
    }

    /** Goes on with the run that was started last, as after a wait, and waits for its answer. */
    public JobOutcome again(Job job, Record arguments) {
        return Await.done(goOn(job, arguments));
    }

    private Future<JobOutcome> goOn(Job job, Record arguments) {
        var context = new HarnessRun(new UUID(0, runs.get()), job.definition().name(), time.now(), arguments);
        return Future.succeededFuture(context).compose(job::run).compose(this::lastWrite);
    }

    // As the engine does: a run ends well only with its last write.
    private Future<JobOutcome> lastWrite(JobOutcome outcome) {
        if (outcome instanceof JobOutcome.Done done && done.lastWrite() != null) {
            return write(done.lastWrite())
                    .map(written -> new JobOutcome.Done(
                            done.rowsWritten() + written.rows(), done.items(), done.failed(), done.result(), null));
        }
        return Future.succeededFuture(outcome);
    }

    /** What runs asked for as their children, in order. */
    public List<RunRequest> children() {
        return List.copyOf(children);
    }

    /** What runs said into their logs, in order. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Asks every run to stop, and refuses what it writes, because of {@code reason}. */
    public void cancel(Fault reason) {
        over = reason;
    }

    /** Writes what was deferred, in its order and in one transaction, as happens when Postgres is back. @return rows */
    public int writeDeferred(Database back) {
        int rows = Await.done(back.write(this::writeAll));
        deferred.clear();
        return rows;
    }

    private Future<Integer> writeAll(Tx tx) {
        Future<Integer> rows = Future.succeededFuture(0);
        for (Function<Tx, Future<Integer>> write : deferred) {
            rows = rows.compose(sum -> write.apply(tx).map(more -> sum + more));
        }
        return rows;
    }

    private Future<Written> write(Function<Tx, Future<Integer>> write) {
        Fault refusal = over;
        if (refusal != null) {
            return Future.failedFuture(refusal);
        }
        if (database == null) {
            deferred.add(write);
            return Future.succeededFuture(new Written.Deferred());
        }
        return database.write(write).map(Written.Committed::new);
    }

    private final class HarnessRun implements RunContext {
        private final UUID runId;
        private final String job;
        private final Instant firedAt;
        private final String arguments;

        HarnessRun(UUID runId, String job, Instant firedAt, Record arguments) {
            this.runId = runId;
            this.job = job;
            this.firedAt = firedAt;
            this.arguments = Wire.encode(arguments);
        }

        @Override
        public <T extends Record> T arguments(Class<T> type) {
            return Wire.decode(arguments, type);
        }

        @Override
        public Future<List<Enqueued>> spawn(List<RunRequest> requests) {
            children.addAll(requests);
            return Future.succeededFuture(requests.stream()
                    .map(request -> new Enqueued(new UUID(1, runs.incrementAndGet()), true))
                    .toList());
        }

        @Override
        public <T> Future<T> blocking(Callable<T> code) {
            try {
                return Future.succeededFuture(code.call());
            } catch (Exception e) {
                return Future.failedFuture(e);
            }
        }

        @Override
        public void progress(long done, @Nullable Long total, String message) {
            lines.add(done + " of " + total + ": " + message);
        }

        @Override
        public void item(String name, @Nullable String failure) {
            lines.add(name + ": " + (failure == null ? "ok" : failure));
        }

        @Override
        public void log(LogLine.Level level, String message) {
            lines.add(level + " " + message);
        }

        @Override
        public UUID runId() {
            return runId;
        }

        @Override
        public String job() {
            return job;
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public Instant firedAt() {
            return firedAt;
        }

        @Override
        public Future<Written> write(Function<Tx, Future<Integer>> write) {
            return JobHarness.this.write(write);
        }

        @Override
        public boolean isCancelled() {
            return over != null;
        }

        @Override
        public void checkCancelled() {
            Fault reason = over;
            if (reason != null) {
                throw reason;
            }
        }
    }
}
