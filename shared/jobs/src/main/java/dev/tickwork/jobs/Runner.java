package dev.tickwork.jobs;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.time.Alarm;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.Tx;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what was claimed, bounds it in time, and records how it ended. Touched on the engine's context only. */
final class Runner {
    private static final Logger log = LoggerFactory.getLogger(Runner.class);

    private final Workshop workshop;
    private final Backlog backlog;
    private final Verdict verdict;
    private final Consumer<Instant> whenSnoozed;
    private final Map<UUID, Running> running = new LinkedHashMap<>();

    Runner(Workshop workshop, Backlog backlog, Verdict verdict, Consumer<Instant> whenSnoozed) {
        this.workshop = workshop;
        this.backlog = backlog;
        this.verdict = verdict;
        this.whenSnoozed = whenSnoozed;
    }

    void start(Execution run) {
        RunIdentity identity = run.identity();
        Instant deadline =
                identity.startedAt().plus(identity.definition().limits().hard());
        Alarm alarm = workshop.time().wakeAt(deadline, () -> workshop.context().run(() -> timeOut(run)));
        running.put(run.runId(), new Running(run, alarm));
        run.startedJob().started(run, identity.startedAt());
        workshop.runLog().started(identity);
        run.startedJob().home().runOnContext(now -> invoke(run));
    }

    /** The runs that this node answers for: those that go on, and those that wait to be recorded. */
    Set<UUID> ids() {
        Set<UUID> ids = new HashSet<>(running.keySet());
        ids.addAll(backlog.ids());
        return ids;
    }

    /** What goes on without being in the ledger. */
    List<Execution> unwritten() {
        return running.values().stream()
                .map(Running::run)
                .filter(Execution::isUnwritten)
                .toList();
    }

    /** Completes when what runs now has ended. */
    Future<Void> allDone() {
        return done(running.values());
    }

    /** Completes when what runs now of one job has ended. */
    Future<Void> done(StartedJob job) {
        return done(running.values().stream()
                .filter(one -> one.run().startedJob() == job)
                .toList());
    }

    private static Future<Void> done(Collection<Running> some) {
        return Future.join(some.stream().map(one -> one.run().done()).toList()).mapEmpty();
    }

    private void invoke(Execution run) {
        Future.succeededFuture(run).compose(run.startedJob().job()::run).onComplete(answer -> workshop.context()
                .run(() -> answered(run, answer)));
    }

    private void answered(Execution run, AsyncResult<JobOutcome> answer) {
        if (run.isOver()) {
            log.atDebug()
                    .addKeyValue("job", run.job())
                    .addKeyValue("runId", run.runId())
                    .log("late answer is ignored");
            return;
        }
        run.overBecause(new Fault.Lost("the run has ended"));
        end(run, verdict.of(answer), answer.cause());
    }

    private void timeOut(Execution run) {
        if (run.isOver()) {
            return;
        }
        var fault = new Fault.TimedOut(
                "took longer than " + run.identity().definition().limits().hard());
        run.overBecause(fault);
        end(run, verdict.ofFailure(fault), fault);
    }

    private void end(Execution run, Ending ending, @Nullable Throwable cause) {
        Running mine = running.get(run.runId());
        if (mine != null) {
            mine.limit().cancel();
        }
        record(run, ending)
                .onSuccess(recorded -> workshop.runLog().ended(run.identity(), recorded, cause))
                .onFailure(failure -> workshop.runLog().tooLate(run.identity(), failure))
                .onComplete(recorded -> forget(run, recorded.succeeded() ? recorded.result() : ending));
    }

    private void forget(Execution run, Ending ending) {
        running.remove(run.runId());
        run.startedJob().ended(run, ending);
        run.isDone();
    }

    private Future<Ending> record(Execution run, Ending ending) {
        if (run.isUnwritten()) {
            return Future.succeededFuture(keep(run, ending));
        }
        return workshop.door()
                .write(tx -> write(tx, run, ending))
                .map(ended -> recorded(ending))
                .recover(failure -> failure instanceof DatabaseDown
                        ? Future.succeededFuture(keep(run, ending))
                        : Future.failedFuture(failure));
    }

    private Future<Void> write(Tx tx, Execution run, Ending ending) {
        Future<Void> ended = workshop.runs().end(tx, run.identity(), ending);
        return ending instanceof Ending.Snoozed
                ? ended.compose(snoozed -> tx.notify(NodeEngine.CHANNEL, run.job()))
                : ended;
    }

    private Ending recorded(Ending ending) {
        if (ending instanceof Ending.Snoozed snoozed) {
            whenSnoozed.accept(snoozed.runAt());
        }
        return ending;
    }

    // Without a ledger no run can wait in it, so a snoozed one is over and its schedule waits instead.
    private Ending keep(Execution run, Ending ending) {
        if (ending instanceof Ending.Snoozed snoozed) {
            run.startedJob().notBefore(snoozed.runAt());
            return keep(run, Ending.Finished.success(snoozed.at(), new RunResult.Omitted(snoozed.reason())));
        }
        backlog.add(run, ending);
        if (!workshop.door().isClosed()) {
            backlog.flush().onFailure(Runner::waitOn);
        }
        return ending;
    }

    private static void waitOn(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("runs wait to be recorded");
    }

    /** A run and the alarm that ends it. */
    private record Running(Execution run, Alarm limit) {}
}
