package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.Job;
import dev.tickwork.postgres.DatabaseDown;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes jobs on and off this node. Touched on the engine's context only. */
final class JobsHere {
    private static final Logger log = LoggerFactory.getLogger(JobsHere.class);

    private final Workshop workshop;
    private final Timetable timetable;
    private final Recovery recovery;
    private final Worker worker;
    private final Runner runner;
    private final HandBack handBack;
    private final Runnable tellOthers;

    /** @param tellOthers gives a sign of life, which says what this node works on */
    JobsHere(
            Workshop workshop,
            Timetable timetable,
            Recovery recovery,
            Worker worker,
            Runner runner,
            HandBack handBack,
            Runnable tellOthers) {
        this.workshop = workshop;
        this.timetable = timetable;
        this.recovery = recovery;
        this.worker = worker;
        this.runner = runner;
        this.handBack = handBack;
        this.tellOthers = tellOthers;
    }

    /** Fails when it runs here already, or when Postgres refuses; when that is away, it is told later. */
    Future<Void> start(Job job, Context home) {
        var started = new StartedJob(job, home, workshop.now());
        timetable.add(started);
        return recovery.register(started)
                .recover(JobsHere::later)
                .onFailure(refused -> timetable.remove(started.name()))
                .onSuccess(registered -> tellOthers.run());
    }

    // The heartbeat registers what Postgres does not know.
    private static Future<Void> later(Throwable failure) {
        return failure instanceof DatabaseDown ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    /**
     * Completes when its runs have ended and been recorded, or were handed back. In turn with the claims, so that none is
     * made any more.
     */
    Future<Void> stop(String name) {
        return workshop.context()
                .inTurn(() -> Future.succeededFuture(timetable.remove(name)))
                .compose(job -> job == null ? Future.succeededFuture() : stop(job))
                .onSuccess(done -> tellOthers.run());
    }

    private Future<Void> stop(StartedJob job) {
        Future<Void> ended =
                worker.handBack(job).transform(handedBack -> runner.done(job)).compose(done -> runner.allRecorded());
        return handBack.unless(ended, workshop.settings().drain(), run -> run.startedJob() == job);
    }

    /** Why a job does less than it should; null when it does not. */
    void degraded(String name, @Nullable String reason) {
        StartedJob job = timetable.find(name);
        if (job != null && !Objects.equals(job.degraded(), reason)) {
            job.degraded(reason);
            tellOthers.run();
        }
    }

    /** Plans all schedules anew, because the clock is not what it was. */
    void planAnew() {
        timetable.all().forEach(job -> recovery.planAnew(job).onFailure(JobsHere::plannedLater));
    }

    private static void plannedLater(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("schedule will be planned at the next heartbeat");
    }
}
