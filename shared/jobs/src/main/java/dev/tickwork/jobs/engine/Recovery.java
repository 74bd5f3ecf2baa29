package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.engine.ScheduleStore.Planned;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Postgres what it does not know yet: new jobs, and after an outage what happened meanwhile. */
final class Recovery {
    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final Workshop workshop;
    private final Timetable timetable;
    private final Runner runner;
    private final Backlog backlog;
    private final Dispatcher dispatcher;
    private final Runnable whenReopened;
    private boolean running;

    Recovery(
            Workshop workshop,
            Timetable timetable,
            Runner runner,
            Backlog backlog,
            Dispatcher dispatcher,
            Runnable whenReopened) {
        this.workshop = workshop;
        this.timetable = timetable;
        this.runner = runner;
        this.backlog = backlog;
        this.dispatcher = dispatcher;
        this.whenReopened = whenReopened;
    }

    /** To be called whenever Postgres answers. Does nothing when it knows everything; what fails is tried next time. */
    void run() {
        if (running) {
            return;
        }
        running = true;
        Future<Void> told =
                workshop.door().isClosed() ? afterOutage() : backlog.flush().compose(flushed -> registerUnknown());
        told.onFailure(Recovery::nextTime).onComplete(done -> running = false);
    }

    private static void nextTime(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("postgres does not know everything yet");
    }

    /** Makes a job and its schedules known, unless they are; the job waits when Postgres is away. */
    Future<Void> register(StartedJob job) {
        return workshop.context().inTurn(() -> job.isKnown() ? Future.succeededFuture() : registerNow(job));
    }

    /** Plans a job's schedules anew, because the clock is not what it was. */
    Future<Void> planAnew(StartedJob job) {
        Instant now = workshop.now();
        job.schedules().forEach(schedule -> schedule.notAfter(schedule.latestNext(now)));
        return workshop.context().inTurn(() -> registerNow(job)).onFailure(failure -> job.forgotten());
    }

    private Future<Void> registerNow(StartedJob job) {
        return workshop.door().write(tx -> register(tx, job)).map(planned -> apply(job, planned));
    }

    private Future<Void> afterOutage() {
        int runs = backlog.size();
        return backlog.flush()
                .compose(flushed -> workshop.context().inTurn(this::resume))
                .compose(resumed -> backlog.flush())
                .compose(flushed -> registerUnknown())
                .onSuccess(registered -> caughtUp(runs));
    }

    private static void caughtUp(int runs) {
        log.atInfo().addKeyValue("rows", runs).log("runs of the outage are recorded");
    }

    // In turn with the claims: between what is told here and the first claim no fire may happen in memory.
    private Future<Void> resume() {
        List<ScheduleHere> fired = timetable.schedules().stream()
                .filter(ScheduleHere::isFiredInMemory)
                .toList();
        return workshop.door().probe(tx -> resume(tx, fired)).map(resumed -> reopen(fired));
    }

    private Future<Void> resume(Tx tx, List<ScheduleHere> fired) {
        Future<Integer> told = Future.succeededFuture(0);
        for (Execution run : runner.unwritten()) {
            told = told.compose(before -> workshop.fires().bearLate(tx, run.identity()));
        }
        return told.compose(born -> workshop.schedules().catchUp(tx, fired)).mapEmpty();
    }

    private @Nullable Void reopen(List<ScheduleHere> fired) {
        fired.forEach(ScheduleHere::caughtUp);
        workshop.door().reopen();
        dispatcher.reload();
        whenReopened.run();
        return null;
    }

    private Future<Void> registerUnknown() {
        Future<Void> chain = Future.succeededFuture();
        for (StartedJob job : timetable.all()) {
            chain = job.isKnown() ? chain : chain.compose(before -> register(job));
        }
        return chain;
    }

    private Future<List<Planned>> register(Tx tx, StartedJob job) {
        Instant now = workshop.now();
        Future<List<Planned>> all = workshop.jobs()
                .register(tx, job.definition())
                .compose(known -> workshop.schedules().forgetOthers(tx, job))
                .map(List.of());
        for (ScheduleHere schedule : job.schedules()) {
            all = all.compose(before -> workshop.schedules()
                    .register(tx, schedule, schedule.latestNext(now), now)
                    .map(plan -> Stream.concat(before.stream(), Stream.of(plan)).toList()));
        }
        return all.compose(plans -> tx.notify(NodeEngine.CHANNEL, News.PLANS).map(plans));
    }

    private @Nullable Void apply(StartedJob job, List<Planned> plans) {
        job.isRegistered();
        plans.forEach(plan -> job.schedule(plan.schedule()).ifPresent(schedule -> schedule.planned(plan)));
        dispatcher.look();
        whenReopened.run();
        return null;
    }
}
