package dev.tickwork.jobs;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.postgres.DatabaseDown;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes up when something is due, has it claimed and run. One alarm for the earliest of all; a slow backstop finds what
 * nobody told us. Touched on the engine's context only.
 */
final class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final Workshop workshop;
    private final Timetable timetable;
    private final Claims claims;
    private final Runner runner;
    private @Nullable Alarm alarm;
    private boolean lookIsQueued;
    private boolean stopped;
    private Instant nextPending = Instant.MAX;
    private Instant nextReload = Instant.MIN;
    private Instant notBefore = Instant.MIN;

    Dispatcher(Workshop workshop, Timetable timetable, Claims claims, Runner runner) {
        this.workshop = workshop;
        this.timetable = timetable;
        this.claims = claims;
        this.runner = runner;
    }

    /** Looks what is due, after whatever is being done. */
    void look() {
        if (lookIsQueued || stopped) {
            return;
        }
        lookIsQueued = true;
        workshop.context().inTurn(this::lookNow).onFailure(this::failed).onComplete(looked -> arm());
    }

    /** Somebody changed something: looks at all of it. */
    void reload() {
        nextReload = Instant.MIN;
        look();
    }

    /** A run waits until then. */
    void pendingAt(Instant runAt) {
        if (runAt.isBefore(nextPending)) {
            nextPending = runAt;
            arm();
        }
    }

    /** Claims nothing more; completes when what is being claimed has been started. */
    Future<Void> stop() {
        stopped = true;
        disarm();
        return workshop.context().inTurn(Future::succeededFuture);
    }

    private Future<Void> lookNow() {
        lookIsQueued = false;
        Instant now = workshop.now();
        List<Fire> fires = fires(now);
        if (workshop.door().isClosed()) {
            fireFromMemory(fires, now);
            return Future.succeededFuture();
        }
        if (stopped || (fires.isEmpty() && now.isBefore(nextPending) && now.isBefore(nextReload))) {
            return Future.succeededFuture();
        }
        boolean all = !now.isBefore(nextPending) || !now.isBefore(nextReload);
        return claims.take(fires, timetable.names(), all, now)
                .map(taken -> begin(taken, fires, now))
                .recover(failure -> withoutDatabase(failure, fires, now));
    }

    private List<Fire> fires(Instant now) {
        return timetable.due(now).stream()
                .map(job -> job.fire(workshop.nextId(), now))
                .toList();
    }

    private @Nullable Void begin(Claims.Taken taken, List<Fire> fires, Instant now) {
        for (Fire fire : fires) {
            if (taken.isOurs(fire)) {
                fire.job().planned(fire.nextFireAt(), workshop.node());
            }
            if (taken.isBorn(fire)) {
                runner.start(workshop.execution(fire.job(), fire.run(now)));
            }
        }
        taken.pending().forEach(this::startPending);
        taken.plans().ifPresent(plans -> plans.applyTo(timetable));
        taken.nextPending().ifPresent(next -> looked(next, now));
        notBefore = taken.isAll(fires) ? Instant.MIN : now.plus(Timetable.GRACE);
        return null;
    }

    private void startPending(RunStore.PendingRun run) {
        StartedJob job = timetable.find(run.job());
        if (job != null) {
            var identity = new RunIdentity(run.id(), job.definition(), run.firedAt(), run.attempt(), run.startedAt());
            runner.start(workshop.execution(job, identity));
        }
    }

    private void looked(Instant next, Instant now) {
        nextPending = next;
        nextReload = now.plus(workshop.settings().backstop());
    }

    private Future<Void> withoutDatabase(Throwable failure, List<Fire> fires, Instant now) {
        if (!(failure instanceof DatabaseDown)) {
            return Future.failedFuture(failure);
        }
        fireFromMemory(fires, now);
        return Future.succeededFuture();
    }

    // The run has the id under which it may have been claimed after all: nobody can be sure when the connection broke.
    private void fireFromMemory(List<Fire> fires, Instant now) {
        for (Fire fire : fires) {
            if (stopped || !timetable.goesOnInMemory(fire.job())) {
                continue;
            }
            if (fire.job().isRunning()) {
                fire.job().skippedInMemory(fire.nextFireAt());
                continue;
            }
            Execution run = workshop.execution(fire.job(), fire.run(now));
            run.isBornInMemory();
            fire.job().firedInMemory(fire.nextFireAt());
            runner.start(run);
        }
    }

    private void failed(Throwable failure) {
        notBefore = workshop.now().plus(workshop.settings().heartbeat());
        log.atError().setCause(failure).log("schedules could not be looked at");
    }

    private void arm() {
        disarm();
        if (!stopped && !lookIsQueued) {
            Instant wake = nextWake();
            alarm = wake.equals(Instant.MAX)
                    ? null
                    : workshop.time().wakeAt(wake, () -> workshop.context().run(this::look));
        }
    }

    private Instant nextWake() {
        Instant due = timetable.nextDue().orElse(Instant.MAX);
        if (workshop.door().isClosed()) {
            return due;
        }
        return latest(notBefore, earliest(due, earliest(nextPending, nextReload)));
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
