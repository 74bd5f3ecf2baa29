package dev.tickwork.jobs.engine;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RunState;
import dev.tickwork.postgres.DatabaseError;
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
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what was claimed, bounds it in time, and has it recorded how it ended. Touched on the engine's context only. */
final class Runner {
    private static final Logger log = LoggerFactory.getLogger(Runner.class);

    private final Workshop workshop;
    private final Backlog backlog;
    private final Completions completions;
    private final Verdict verdict;
    private final Map<UUID, Execution> running = new LinkedHashMap<>();
    private final Deadlines deadlines;
    private Consumer<JobQueue> whenHandIsFree = queue -> {};
    private Consumer<Instant> whenWaiting = runAt -> {};
    private Consumer<StartedJob> whenOver = job -> {};

    Runner(Workshop workshop, Backlog backlog, Completions completions, Verdict verdict) {
        this.workshop = workshop;
        this.backlog = backlog;
        this.completions = completions;
        this.verdict = verdict;
        this.deadlines = new Deadlines(workshop, running.values(), this::timeOut);
    }

    /**
     * @param freed hears of the queue of each run that has ended
     * @param waiting hears when a run that waits goes on
     * @param over hears of the job of each run whose end is in the ledger, or cannot be
     */
    void tell(Consumer<JobQueue> freed, Consumer<Instant> waiting, Consumer<StartedJob> over) {
        whenHandIsFree = freed;
        whenWaiting = waiting;
        whenOver = over;
    }

    void start(Execution run) {
        RunIdentity identity = run.identity();
        run.begins(workshop.now());
        running.put(run.runId(), run);
        deadlines.watch(run);
        run.startedJob().started(run, identity.startedAt());
        workshop.runLog().started(identity);
        Fault unwanted = run.unwanted();
        if (unwanted == null) {
            run.startedJob().home().runOnContext(now -> invoke(run));
            return;
        }
        // Called off between its claim and its begin: it need not begin.
        workshop.context().run(() -> answered(run, Future.failedFuture(unwanted)));
    }

    /** The runs that this node answers for: those that go on, and those that wait to be recorded. */
    Set<UUID> ids() {
        Set<UUID> ids = new HashSet<>(running.keySet());
        ids.addAll(completions.ids());
        ids.addAll(backlog.ids());
        return ids;
    }

    /** How many have ended and are not in the ledger yet. */
    int unrecorded() {
        return completions.size();
    }

    /** What goes on without being in the ledger. */
    List<Execution> unwritten() {
        return running.values().stream().filter(Execution::isUnwritten).toList();
    }

    boolean isIdle() {
        return running.isEmpty();
    }

    boolean isRunning(UUID run) {
        return running.containsKey(run);
    }

    /** Asks a run to stop, if it goes on here. */
    void unwanted(UUID run, String reason) {
        Execution mine = running.get(run);
        if (mine != null) {
            mine.unwantedBecause(new Fault.Cancelled(reason));
        }
    }

    /** Ends runs at once that count no more, such as those of a node that was cut off for too long. */
    void disown(Fault reason) {
        List<Execution> counted = running.values().stream()
                .filter(run -> !run.startedJob().continuesWithoutDatabase())
                .toList();
        counted.forEach(run -> run.unwantedBecause(reason));
    }

    /**
     * Lets go of those that still run, because they may not go on here: what they still say or write is refused, and others
     * may take them as soon as they are handed back. What the ledger does not have yet stays.
     */
    List<Execution> letGo(Predicate<Execution> which) {
        List<Execution> rest = running.values().stream()
                .filter(run -> which.test(run) && !run.isUnwritten() && !run.isOver())
                .toList();
        rest.forEach(run -> run.overBecause(() -> new Fault.Lost("it is handed back")));
        return rest;
    }

    /** These go on elsewhere. */
    void handedBack(List<Execution> runs) {
        Instant now = workshop.now();
        runs.forEach(run -> recorded(run, new Ending.Snoozed(now, now, "it is handed back"), RunState.PENDING, null));
    }

    /** Completes when what runs now has ended and been recorded. */
    Future<Void> allDone() {
        return done(running.values()).compose(ended -> completions.allRecorded());
    }

    /** Completes when the ends of all runs are in the ledger. */
    Future<Void> allRecorded() {
        return completions.allRecorded();
    }

    /** Completes when what runs now of one job has ended. */
    Future<Void> done(StartedJob job) {
        return done(
                running.values().stream().filter(one -> one.startedJob() == job).toList());
    }

    private static Future<Void> done(Collection<Execution> some) {
        return Future.join(some.stream().map(Execution::done).toList()).mapEmpty();
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
        @Nullable Function<Tx, Future<Integer>> lastWrite = lastWrite(answer);
        if (lastWrite != null && run.isUnwritten()) {
            run.defer(lastWrite);
        }
        if (lastWrite == null || run.isUnwritten()) {
            run.overBecause(Runner::ended);
            end(run, verdict.of(run.identity(), answer), answer.cause());
            return;
        }
        endWriting(run, (Ending.Finished) verdict.of(run.identity(), answer), lastWrite);
    }

    private static @Nullable Function<Tx, Future<Integer>> lastWrite(AsyncResult<JobOutcome> answer) {
        return answer.succeeded() && answer.result() instanceof JobOutcome.Done done ? done.lastWrite() : null;
    }

    // The last write and the end are one transaction; when it fails, the run has failed. One that Postgres gave up in
    // favour of another is tried again.
    private void endWriting(Execution run, Ending.Finished ending, Function<Tx, Future<Integer>> lastWrite) {
        workshop.door()
                .writeAtLeisure(tx -> completions.lastWrite(tx, run.identity(), ending, lastWrite))
                .onSuccess(state -> {
                    run.overBecause(Runner::ended);
                    recorded(run, ending, state, null);
                })
                .onFailure(failure -> notWritten(run, ending, lastWrite, failure));
    }

    private void notWritten(
            Execution run, Ending.Finished ending, Function<Tx, Future<Integer>> lastWrite, Throwable failure) {
        if (!run.isOver() && failure instanceof DatabaseError error && error.isRepeatable()) {
            endWriting(run, ending, lastWrite);
            return;
        }
        answered(run, Future.failedFuture(failure));
    }

    private static Fault ended() {
        return new Fault.Lost("the run has ended");
    }

    private void timeOut(Execution run) {
        if (run.isOver()) {
            return;
        }
        var fault = new Fault.TimedOut(
                "took longer than " + run.identity().definition().limits().hard());
        run.overBecause(() -> fault);
        end(run, verdict.ofFailure(run.identity(), fault), fault);
    }

    // The hand is free when the job has answered; that this is not recorded yet keeps nobody from working.
    private void end(Execution run, Ending ending, @Nullable Throwable cause) {
        if (run.isUnwritten()) {
            Ending kept = keep(run, ending);
            workshop.runLog().ended(run.identity(), kept, EndingWriter.wished(kept), cause);
            forget(run, kept);
            return;
        }
        workshop.journals().ended(run);
        completions
                .add(run.identity(), ending)
                .onComplete(state -> recorded(run, ending, state, cause), failure -> notRecorded(run, ending, failure));
        handIsFree(run);
    }

    private void recorded(Execution run, Ending ending, RunState state, @Nullable Throwable cause) {
        workshop.runLog().ended(run.identity(), ending, state, cause);
        whenOver.accept(run.startedJob());
        if (ending instanceof Ending.Snoozed snoozed) {
            whenWaiting.accept(snoozed.runAt());
        }
        if (ending instanceof Ending.Retried retried && state == RunState.RETRY) {
            whenWaiting.accept(retried.runAt());
        }
        forget(run, ending);
    }

    private void notRecorded(Execution run, Ending ending, Throwable failure) {
        workshop.runLog().tooLate(run.identity(), failure);
        whenOver.accept(run.startedJob());
        forget(run, ending);
    }

    private void handIsFree(Execution run) {
        if (run.leaveHand()) {
            whenHandIsFree.accept(run.startedJob().queue());
        }
    }

    private void forget(Execution run, Ending ending) {
        handIsFree(run);
        // Its end may be answered twice: by its limit, and by the last write that it outran.
        if (running.remove(run.runId()) != null) {
            run.startedJob().ended(run, ending);
            run.isDone();
        }
    }

    // Without a ledger no run can wait in it, so one that should is over and its schedule waits instead.
    private Ending keep(Execution run, Ending ending) {
        Ending kept = inMemory(run, ending);
        backlog.add(run, kept);
        if (!workshop.door().isClosed()) {
            backlog.flush().onFailure(Runner::waitOn);
        }
        return kept;
    }

    private static Ending inMemory(Execution run, Ending ending) {
        if (ending instanceof Ending.Snoozed snoozed) {
            run.startedJob().notBefore(run.identity().ties().schedule(), snoozed.runAt());
            return Ending.Finished.success(snoozed.at(), Figures.skipped(snoozed.reason()));
        }
        return ending instanceof Ending.Retried retried
                ? Ending.Finished.failure(retried.at(), retried.failure())
                : ending;
    }

    private static void waitOn(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("runs wait to be recorded");
    }
}
