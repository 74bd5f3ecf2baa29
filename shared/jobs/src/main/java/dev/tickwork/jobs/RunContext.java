package dev.tickwork.jobs;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

/** One execution of a job, as the job sees it. Safe for any thread. */
public interface RunContext {
    /** Names this run in the ledger, in logs and in what it writes. */
    UUID runId();

    /** The job's stable name. */
    String job();

    /** From 1; also the token that fences this run's writes. */
    int attempt();

    /** The moment at which it was due, which may be well before it started. */
    Instant firedAt();

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

    /** Whether it should stop: its soft limit has passed, or it counts no more. */
    boolean isCancelled();

    /** Throws the {@link dev.tickwork.domain.Fault} that says why it should stop; does nothing while it need not. */
    void checkCancelled();
}
