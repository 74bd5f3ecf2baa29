package dev.tickwork.jobs;

import dev.tickwork.jobs.engine.NodeEngine;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs the jobs of one process and shares their schedules with all others on the same database. */
public interface JobEngine {
    /** An engine that is known to the others from its first heartbeat on, which is now when Postgres answers. */
    static JobEngine open(EngineParts parts) {
        var engine = new NodeEngine(parts);
        engine.open(parts.database());
        return engine;
    }

    /**
     * Runs a job by its schedule from now on.
     *
     * @return completes when its schedule is known to all nodes, or at once when Postgres is away: then it is made known
     *     when Postgres is back. Fails when a job of that name runs here already
     */
    Future<Void> start(Job job);

    /**
     * Runs it here no more; other nodes go on.
     *
     * @return completes when its runs in flight have ended and been recorded. What goes on for longer than the node's drain
     *     time is handed back, so that any node that serves the job may take it at once. Safe to repeat
     */
    Future<Void> stop(Job job);

    /** The jobs that run here at present, by name. */
    Future<List<JobDefinition>> jobs();

    /**
     * Asks for a run. Callers that ask at the same time share a transaction; a run that this node can begin at once is
     * begun without anybody having to find it.
     *
     * @return completes when that is durable. Fails with {@link dev.tickwork.domain.Fault.Permanent} when no node ever
     *     served the job, and with {@link dev.tickwork.postgres.DatabaseDown} while Postgres is away: then the run may,
     *     rarely, have been asked for after all
     */
    Future<Enqueued> enqueue(RunRequest request);

    /** Asks for many runs, all or none; the answers are in their order. As {@link #enqueue(RunRequest)}. */
    Future<List<Enqueued>> enqueueAll(List<RunRequest> requests);

    /** Asks for a run if and only if the caller's transaction is committed. */
    Future<Enqueued> enqueue(Tx tx, RunRequest request);

    /**
     * Asks for runs of which each waits for the one before, if and only if the caller's transaction is committed.
     *
     * @param goesOnAfterFailure whether the rest runs when one does not succeed, or is called off
     */
    Future<List<UUID>> enqueueChain(Tx tx, List<RunRequest> steps, boolean goesOnAfterFailure);

    /** What operators may do to jobs, runs, queues and schedules of all nodes. */
    JobOperator operator();

    /** Work that is owned and not run, such as a stream. */
    Leases leases();

    /**
     * Says why a job works only in part on this node, until told otherwise.
     *
     * @param job its stable name
     * @param reason in words for people; null when it works again
     */
    void degraded(String job, @Nullable String reason);

    /** To be called when somebody moved the clock by hand: plans every schedule anew, so that none waits for a future past. */
    void clockMoved();

    /** How all scheduled jobs are doing: the truth of all nodes, or what this node remembers while Postgres is away. */
    Future<JobsStatus> status();

    /**
     * How many processes are alive that work on the jobs of some verticle, this one included, as of the last heartbeat. One
     * that only makes runs, or has no jobs but those of every process, is none. Empty while that cannot be told yet.
     */
    OptionalInt workers();

    /**
     * Claims nothing more and waits for what runs.
     *
     * @return completes when nothing runs here any more, and at the latest after {@code atMost}: then what still runs is
     *     handed back. This node is then known to have stopped
     */
    Future<Void> drain(Duration atMost);

    /** Ends the engine at once; what still runs is recorded as lost by the other nodes. */
    Future<Void> close();
}
