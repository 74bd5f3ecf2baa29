package dev.tickwork.jobs;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run in the hands of this node. */
final class Execution implements RunContext {
    private final StartedJob job;
    private final RunIdentity identity;
    private final RunStore runs;
    private final LedgerDoor door;
    private final Time time;
    private final Queue<Function<Tx, Future<Integer>>> deferred = new ConcurrentLinkedQueue<>();
    private final Promise<Void> done = Promise.promise();
    private volatile boolean unwritten;
    private volatile @Nullable Fault over;

    Execution(StartedJob job, RunIdentity identity, RunStore runs, LedgerDoor door, Time time) {
        this.job = job;
        this.identity = identity;
        this.runs = runs;
        this.door = door;
        this.time = time;
    }

    StartedJob startedJob() {
        return job;
    }

    RunIdentity identity() {
        return identity;
    }

    @Override
    public UUID runId() {
        return identity.id();
    }

    @Override
    public String job() {
        return identity.job();
    }

    @Override
    public int attempt() {
        return identity.attempt();
    }

    @Override
    public Instant firedAt() {
        return identity.firedAt();
    }

    @Override
    public Future<Written> write(Function<Tx, Future<Integer>> write) {
        Fault refusal = over;
        if (refusal != null) {
            return Future.failedFuture(refusal);
        }
        if (!job.continuesWithoutDatabase()) {
            return door.writeAtLeisure(tx -> fenced(tx, write))
                    .map(Execution::committed)
                    .recover(Execution::lookingAway);
        }
        if (unwritten) {
            return Future.succeededFuture(defer(write));
        }
        return door.write(tx -> fenced(tx, write))
                .map(Execution::committed)
                .recover(failure -> failure instanceof DatabaseDown
                        ? Future.succeededFuture(defer(write))
                        : Future.failedFuture(failure));
    }

    @Override
    public boolean isCancelled() {
        return over != null || isBeyondSoftLimit();
    }

    @Override
    public void checkCancelled() {
        Fault reason = over;
        if (reason != null) {
            throw reason;
        }
        if (isBeyondSoftLimit()) {
            throw new Fault.TimedOut(
                    "took longer than " + identity.definition().limits().soft());
        }
    }

    /** From now on it counts no more, and whatever it still writes is refused with {@code reason}. */
    void overBecause(Fault reason) {
        over = reason;
    }

    boolean isOver() {
        return over != null;
    }

    /** Completes when it is out of this node's hands. */
    Future<Void> done() {
        return done.future();
    }

    void isDone() {
        done.complete();
    }

    /** The ledger does not have it yet, so all that it writes waits until it does. */
    void isBornInMemory() {
        unwritten = true;
    }

    /** Whether it must go into the ledger as a whole, with what it wrote while Postgres was away. */
    boolean isUnwritten() {
        return unwritten;
    }

    /** What it wrote while Postgres was away, in its order. */
    List<Function<Tx, Future<Integer>>> deferred() {
        return List.copyOf(deferred);
    }

    private Written defer(Function<Tx, Future<Integer>> write) {
        unwritten = true;
        deferred.add(write);
        return new Written.Deferred();
    }

    private Future<Integer> fenced(Tx tx, Function<Tx, Future<Integer>> write) {
        return runs.lock(tx, identity).compose(held -> write.apply(tx));
    }

    private boolean isBeyondSoftLimit() {
        return time.now()
                .isAfter(
                        identity.startedAt().plus(identity.definition().limits().soft()));
    }

    private static Written committed(int rows) {
        return new Written.Committed(rows);
    }

    private static Future<Written> lookingAway(Throwable failure) {
        return Future.failedFuture(
                failure instanceof DatabaseDown ? new Fault.Transient("postgres is away", failure) : failure);
    }
}
