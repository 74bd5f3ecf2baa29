package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.AuditStore;
import dev.tickwork.jobs.AuditStore.Entry;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.engine.PauseStore.Change;
import dev.tickwork.jobs.engine.PauseStore.Pause;
import dev.tickwork.jobs.engine.WishStore.KnownSchedule;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Does what operators want in their transaction, writes it into the audit and tells all nodes. Safe for any thread. */
final class Operator implements JobOperator {
    private static final String NO_REASON = "no reason given";

    private final Workshop workshop;
    private final AuditStore audit = new AuditStore();
    private final PauseStore pauses = new PauseStore();
    private final WishStore wishes = new WishStore();
    private final OperatedRuns runs;

    Operator(Workshop workshop) {
        this.workshop = workshop;
        this.runs = new OperatedRuns(workshop);
    }

    @Override
    public Future<Cancelled> cancel(Tx tx, UUID run, By by) {
        return runs.cancel(tx, run, by);
    }

    @Override
    public Future<UUID> retry(Tx tx, UUID run, By by) {
        return runs.retry(tx, run, by);
    }

    @Override
    public Future<UUID> rerun(Tx tx, UUID run, By by) {
        return runs.rerun(tx, run, by);
    }

    @Override
    public Future<Map<UUID, Cancelled>> cancelAll(Tx tx, List<UUID> many, By by) {
        return runs.cancel(tx, many, by);
    }

    @Override
    public Future<Map<UUID, UUID>> retryAll(Tx tx, List<UUID> many, By by) {
        return runs.retry(tx, many, by);
    }

    @Override
    public Future<Map<UUID, UUID>> rerunAll(Tx tx, List<UUID> many, By by) {
        return runs.rerun(tx, many, by);
    }

    @Override
    public Future<Void> pauseJob(Tx tx, String job, @Nullable Instant until, By by) {
        return pauses.pauseJob(tx, job, pause(until, by)).compose(done -> plan(tx, "job.pause", job, done, by));
    }

    @Override
    public Future<Void> resumeJob(Tx tx, String job, By by) {
        return pauses.pauseJob(tx, job, Pause.NONE).compose(done -> plan(tx, "job.resume", job, done, by));
    }

    @Override
    public Future<Void> pauseQueue(Tx tx, JobQueue queue, @Nullable Instant until, By by) {
        return pauses.pauseQueue(tx, queue.label(), pause(until, by))
                .compose(done -> plan(tx, "queue.pause", queue.label(), done, by));
    }

    @Override
    public Future<Void> resumeQueue(Tx tx, JobQueue queue, By by) {
        return pauses.pauseQueue(tx, queue.label(), Pause.NONE)
                .compose(done -> plan(tx, "queue.resume", queue.label(), done, by));
    }

    @Override
    public Future<Void> pauseSchedule(Tx tx, String schedule, @Nullable Instant until, By by) {
        return pauses.pauseSchedule(tx, schedule, pause(until, by))
                .compose(done -> plan(tx, "schedule.pause", schedule, done, by));
    }

    @Override
    public Future<Void> resumeSchedule(Tx tx, String schedule, By by) {
        return pauses.pauseSchedule(tx, schedule, Pause.NONE)
                .compose(done -> plan(tx, "schedule.resume", schedule, done, by));
    }

    @Override
    public Future<Void> limitJob(Tx tx, String job, @Nullable Integer most, By by) {
        return pauses.limitJob(tx, job, positive(most)).compose(done -> plan(tx, "job.limit", job, done, by));
    }

    @Override
    public Future<Void> limitQueue(Tx tx, JobQueue queue, @Nullable Integer perNode, @Nullable Integer overAll, By by) {
        return pauses.limitQueue(tx, queue.label(), positive(perNode), positive(overAll))
                .compose(done -> plan(tx, "queue.limit", queue.label(), done, by));
    }

    @Override
    public Future<Void> changeSchedule(Tx tx, String schedule, ScheduleWish wish, int version, By by) {
        return knownSchedule(tx, schedule)
                .compose(found -> found.version() == version
                        ? wishes.change(tx, schedule, wish, found.nextBy(wish, workshop.now()))
                                .map(after -> Optional.of(new Change(found.state(), after)))
                        : Future.failedFuture(new NotNow("schedule " + schedule
                                + " was changed meanwhile: its version is " + found.version() + " and not " + version)))
                .compose(done -> plan(tx, "schedule.change", schedule, done, by));
    }

    @Override
    public Future<UUID> runSchedule(Tx tx, String schedule, By by) {
        return knownSchedule(tx, schedule)
                .compose(found -> workshop.asked()
                        .addOf(tx, RunRequest.of(found.job(), Origin.api(by.subject())), found.arguments(), schedule))
                .compose(run -> wishes.lastRun(tx, schedule, run)
                        .compose(known -> note(tx, new Entry("schedule.run", schedule, null, runJson(run)), by))
                        .map(run));
    }

    private Future<KnownSchedule> knownSchedule(Tx tx, String schedule) {
        return wishes.find(tx, schedule).compose(found -> orNotThere(found, "schedule " + schedule));
    }

    private Pause pause(@Nullable Instant until, By by) {
        String reason = by.reason() == null ? NO_REASON : by.reason();
        return new Pause(workshop.now(), until, by.subject(), reason);
    }

    // What all nodes go by has changed.
    private Future<Void> plan(Tx tx, String action, String target, Optional<Change> done, By by) {
        return orNotThere(done, target)
                .compose(change -> note(tx, new Entry(action, target, change.before(), change.after()), by))
                .compose(noted -> tx.notify(NodeEngine.CHANNEL, News.PLANS));
    }

    private Future<Integer> note(Tx tx, Entry entry, By by) {
        return audit.add(tx, workshop.now(), by, entry);
    }

    private static <T> Future<T> orNotThere(Optional<T> found, String what) {
        return found.<Future<T>>map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(new NotThere("there is no " + what)));
    }

    private static @Nullable Integer positive(@Nullable Integer limit) {
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException("a limit must be at least 1 but is " + limit);
        }
        return limit;
    }

    private static String runJson(UUID run) {
        return Wire.object().put("run", run.toString()).toString();
    }
}
