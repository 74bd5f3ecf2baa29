package dev.tickwork.jobs.engine;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.LogLine;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Written;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run in the hands of this node. */
final class Execution implements RunContext {
    private final StartedJob job;
    private final RunIdentity identity;
    private final Workshop workshop;
    private final Journal journal;
    private final BorrowedThreads threads;
    private final Queue<Function<Tx, Future<Integer>>> deferred = new ConcurrentLinkedQueue<>();
    private final Promise<Void> done = Promise.promise();
    private volatile boolean unwritten;
    private boolean handLeft;
    private Instant begunAt;
    private volatile @Nullable Supplier<Fault> over;
    private volatile @Nullable Fault unwanted;

    Execution(StartedJob job, RunIdentity identity, Workshop workshop) {
        this.job = job;
        this.identity = identity;
        this.workshop = workshop;
        this.journal = new Journal(identity, workshop.time());
        this.threads = new BorrowedThreads(workshop.vertx());
        this.begunAt = identity.startedAt();
    }

    StartedJob startedJob() {
        return job;
    }

    RunIdentity identity() {
        return identity;
    }

    Journal journal() {
        return journal;
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
    public <T extends Record> T arguments(Class<T> type) {
        return Arguments.read(identity.ties().arguments(), type);
    }

    @Override
    public Future<Written> write(Function<Tx, Future<Integer>> write) {
        Fault refusal = refusal();
        if (refusal != null) {
            return Future.failedFuture(refusal);
        }
        if (!job.continuesWithoutDatabase()) {
            return fencedAtLeisure(write).map(Execution::committed);
        }
        if (unwritten) {
            return Future.succeededFuture(defer(write));
        }
        return workshop.door()
                .write(tx -> fenced(tx, write))
                .map(Execution::committed)
                .recover(failure -> failure instanceof DatabaseDown
                        ? Future.succeededFuture(defer(write))
                        : Future.failedFuture(failure));
    }

    @Override
    public Future<List<Enqueued>> spawn(List<RunRequest> children) {
        Fault refusal = refusal();
        if (refusal != null) {
            return Future.failedFuture(refusal);
        }
        var born = new AtomicReference<List<Enqueued>>(List.of());
        return fencedAtLeisure(
                        tx -> workshop.asked().add(tx, children, identity.id()).map(all -> {
                            born.set(all);
                            return all.size();
                        }))
                .map(count -> born.get());
    }

    @Override
    public <T> Future<T> blocking(Callable<T> code) {
        Fault refusal = refusal();
        return refusal == null ? threads.run(code) : Future.failedFuture(refusal);
    }

    @Override
    public void progress(long units, @Nullable Long total, String message) {
        journal.progress(units, total, workshop.redacted(message));
        workshop.journals().noticed(this);
    }

    @Override
    public void item(String name, @Nullable String failure) {
        journal.item(name, failure == null ? null : workshop.redacted(failure));
        workshop.journals().noticed(this);
    }

    @Override
    public void log(LogLine.Level level, String message) {
        journal.line(level, workshop.redacted(message));
        workshop.journals().noticed(this);
    }

    @Override
    public boolean isCancelled() {
        return refusal() != null || isBeyondSoftLimit();
    }

    @Override
    public void checkCancelled() {
        Fault reason = refusal();
        if (reason != null) {
            throw reason;
        }
        if (isBeyondSoftLimit()) {
            throw new Fault.TimedOut(
                    "took longer than " + identity.definition().limits().soft());
        }
    }

    /**
     * From now on it counts no more, and whatever it still writes is refused.
     *
     * @param reason why, made when somebody asks: hardly ever does a run that has ended
     */
    void overBecause(Supplier<Fault> reason) {
        over = reason;
        threads.giveBack();
    }

    boolean isOver() {
        return over != null;
    }

    /** Somebody wants it to stop: it is asked to, and may still end well. */
    void unwantedBecause(Fault reason) {
        unwanted = reason;
        threads.giveBack();
    }

    /** Why it should stop, when somebody or something wants that; null otherwise. */
    @Nullable
    Fault unwanted() {
        return unwanted;
    }

    /** From now on its time counts: what it waited for its claim to be heard, and for a hand, is not its own. */
    void begins(Instant now) {
        begunAt = now;
    }

    /** When it takes too long. */
    Instant deadline() {
        return begunAt.plus(
                workshop.time().shownIn(identity.definition().limits().hard()));
    }

    /** It needs its hand no more. @return false when it had left it before */
    boolean leaveHand() {
        boolean leaves = !handLeft;
        handLeft = true;
        return leaves;
    }

    /** Completes when it is out of this node's hands. */
    Future<Void> done() {
        return done.future();
    }

    void isDone() {
        done.tryComplete();
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

    private @Nullable Fault refusal() {
        Supplier<Fault> reason = over;
        return reason == null ? unwanted : reason.get();
    }

    /** Writes it when the run goes into the ledger. */
    @CanIgnoreReturnValue
    Written defer(Function<Tx, Future<Integer>> write) {
        unwritten = true;
        deferred.add(write);
        return new Written.Deferred();
    }

    private Future<Integer> fencedAtLeisure(Function<Tx, Future<Integer>> write) {
        return workshop.door().writeAtLeisure(tx -> fenced(tx, write)).recover(Execution::lookingAway);
    }

    private Future<Integer> fenced(Tx tx, Function<Tx, Future<Integer>> write) {
        return workshop.endings().lock(tx, identity).compose(held -> held ? write.apply(tx) : lost());
    }

    private <T> Future<T> lost() {
        return Future.failedFuture(new Fault.Lost("attempt " + identity.attempt() + " counts no more"));
    }

    private boolean isBeyondSoftLimit() {
        return workshop.time()
                .now()
                .isAfter(begunAt.plus(
                        workshop.time().shownIn(identity.definition().limits().soft())));
    }

    private static Written committed(int rows) {
        return new Written.Committed(rows);
    }

    private static <T> Future<T> lookingAway(Throwable failure) {
        return Future.failedFuture(
                failure instanceof DatabaseDown ? new Fault.Transient("postgres is away", failure) : failure);
    }
}
