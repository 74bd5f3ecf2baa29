package dev.tickwork.jobs;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One execution of a job, as the job sees it. Safe for any thread. */
public interface RunContext {
    /** Names this run in the ledger, in logs and in what it writes. */
    UUID runId();

    /** The job's stable name. */
    String job();

    /** From 1; one more after each attempt that failed. */
    int attempt();

    /** The moment at which it was due, which may be well before it started. */
    Instant firedAt();

    /**
     * What it was asked to do.
     *
     * @throws dev.tickwork.domain.Fault.Permanent when that is not what the job takes
     */
    <T extends Record> T arguments(Class<T> type);

    /**
     * Writes in one transaction that counts only while this attempt is the one that counts.
     *
     * @param write what to do in it, answering the rows it changed. Safe to repeat: it runs again when the database was
     *     lost before it could confirm
     * @return {@link Written.Deferred} when Postgres is away and the job's schedule continues without it; fails with
     *     {@link dev.tickwork.domain.Fault.Lost} or {@link dev.tickwork.domain.Fault.TimedOut} when this attempt counts no
     *     more, and with {@link dev.tickwork.domain.Fault.Transient} when Postgres is away
     */
    Future<Written> write(Function<Tx, Future<Integer>> write);

    /**
     * Asks for runs that are children of this one, all or none, and only while this attempt counts. Safe to repeat in
     * the same attempt only if the requests are {@link Unique}.
     */
    Future<List<Enqueued>> spawn(List<RunRequest> children);

    /**
     * Runs code that blocks, away from the event loop; its thread is interrupted when this attempt counts no more.
     *
     * @return fails with what the code throws
     */
    <T> Future<T> blocking(Callable<T> code);

    /**
     * Says how far it is. Cheap: what is said often is told once a second.
     *
     * @param total null when nobody knows
     * @param message what is being done, in words for people
     */
    void progress(long done, @Nullable Long total, String message);

    /** Says how one of its items ended, such as a symbol; {@code failure} is null when well. */
    void item(String name, @Nullable String failure);

    /** Adds a line to the run's own log, of which the last ones are kept. */
    void log(LogLine.Level level, String message);

    /** Whether it should stop: somebody wants it to, its soft limit has passed, or it counts no more. */
    boolean isCancelled();

    /** Throws the {@link dev.tickwork.domain.Fault} that says why it should stop; does nothing while it need not. */
    void checkCancelled();
}
