package dev.tickwork.jobs.engine;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.jobs.engine.Firing.Fired;
import dev.tickwork.jobs.engine.ScheduleStore.Planned;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes up when a schedule is due, claims its fire and has its run begun. One alarm for the earliest of all; a slow
 * backstop finds what nobody told us. Touched on the engine's context only.
 */
final class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final Workshop workshop;
    private final Timetable timetable;
    private final Firing firing;
    private final Worker worker;

    private @Nullable Alarm alarm;
    private boolean lookIsQueued;
    private boolean stopped;
    private int changes;
    private Instant nextReload = Instant.MIN;
    private Instant notBefore = Instant.MIN;

    Dispatcher(Workshop workshop, Timetable timetable, Firing firing, Worker worker) {
        this.workshop = workshop;
        this.timetable = timetable;
        this.firing = firing;
        this.worker = worker;
    }

    /** Looks what is due, after whatever is being done. */
    void look() {
        if (lookIsQueued || stopped) {
            return;
        }
        lookIsQueued = true;
        workshop.context().inTurn(this::lookNow).onFailure(this::failed).onComplete(looked -> arm());
    }

    /** Somebody changed a schedule: looks at all of them. */
    void reload() {
        changes++;
        nextReload = Instant.MIN;
        look();
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
        boolean reloads = !now.isBefore(nextReload);
        if (stopped || (fires.isEmpty() && !reloads)) {
            return Future.succeededFuture();
        }
        Set<Fire> here = fires.stream().filter(this::wouldBeginHere).collect(Collectors.toSet());
        Future<Void> inHands =
                workshop.door().write(tx -> take(tx, fires, here, reloads, now)).map(taken -> begin(taken, fires, now));
        return workshop.unheard().hear(now, inHands).recover(failure -> withoutDatabase(failure, fires, now));
    }

    private List<Fire> fires(Instant now) {
        return workshop.settings().role().fires()
                ? timetable.due(now).stream()
                        .map(schedule -> schedule.fire(now))
                        .toList()
                : List.of();
    }

    // What goes on without a database goes on without a queue, too.
    private boolean wouldBeginHere(Fire fire) {
        return workshop.settings().role().works()
                && (fire.schedule().continuesWithoutDatabase()
                        || worker.wouldBeginAtOnce(fire.schedule().job()));
    }

    private Future<Taken> take(Tx tx, List<Fire> fires, Set<Fire> here, boolean reloads, Instant now) {
        int before = changes;
        Future<Fired> fired = fires.isEmpty()
                ? Future.succeededFuture(new Fired(Set.of(), Set.of()))
                : firing.fire(tx, fires, here, now);
        return fired.compose(ours -> reloads || ours.claimed().size() < fires.size()
                ? plans(tx).map(plans -> new Taken(ours, Optional.of(plans), before))
                : Future.succeededFuture(new Taken(ours, Optional.empty(), before)));
    }

    private Future<Map<String, Planned>> plans(Tx tx) {
        List<String> names =
                timetable.schedules().stream().map(ScheduleHere::name).toList();
        return workshop.schedules().load(tx, names).map(plans -> plans.stream()
                .collect(Collectors.toMap(Planned::schedule, Function.identity())));
    }

    private @Nullable Void begin(Taken taken, List<Fire> fires, Instant now) {
        for (Fire fire : fires) {
            if (taken.fired().isOurs(fire)) {
                fire.schedule().claimed(fire.nextFireAt(), workshop.node());
            }
            fire.runs().stream()
                    .filter(run -> taken.fired().started().contains(run.runId()))
                    .forEach(run -> begin(fire.schedule(), run, now));
        }
        taken.plans().ifPresent(plans -> apply(plans, taken.changes(), now));
        boolean all = taken.fired().claimed().size() == fires.size();
        notBefore = all ? Instant.MIN : now.plus(Timetable.GRACE);
        worker.look();
        return null;
    }

    private void begin(ScheduleHere schedule, Fire.Born run, Instant now) {
        RunIdentity identity = schedule.job().fired(schedule, run.runId(), run.at(), now);
        worker.begin(new Execution(schedule.job(), identity, workshop));
    }

    // What was changed while these were read is not in them: then they are read once more.
    private void apply(Map<String, Planned> plans, int changesBefore, Instant now) {
        for (ScheduleHere schedule : timetable.schedules()) {
            Planned plan = plans.get(schedule.name());
            if (plan == null) {
                schedule.forgotten();
            } else {
                schedule.planned(plan);
            }
        }
        nextReload = changes == changesBefore ? now.plus(workshop.backstop()) : Instant.MIN;
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
            if (stopped || !timetable.goesOnInMemory(fire.schedule())) {
                continue;
            }
            if (fire.schedule().isRunning()) {
                fire.schedule().skippedInMemory(fire.nextFireAt());
                continue;
            }
            fire.schedule().firedInMemory(fire.nextFireAt());
            fire.runs().stream().limit(1).forEach(run -> beginInMemory(fire.schedule(), run, now));
        }
    }

    private void beginInMemory(ScheduleHere schedule, Fire.Born run, Instant now) {
        RunIdentity identity = schedule.job().fired(schedule, run.runId(), run.at(), now);
        var execution = new Execution(schedule.job(), identity, workshop);
        execution.isBornInMemory();
        worker.begin(execution);
    }

    private void failed(Throwable failure) {
        notBefore = workshop.now().plus(workshop.heartbeat());
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
        Instant due = workshop.settings().role().fires() ? timetable.nextDue().orElse(Instant.MAX) : Instant.MAX;
        if (workshop.door().isClosed()) {
            return due;
        }
        Instant wake = due.isBefore(nextReload) ? due : nextReload;
        return wake.isAfter(notBefore) ? wake : notBefore;
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    /**
     * What was taken.
     *
     * @param fired the fires that are ours
     * @param plans how all our schedules stand now; empty when that was not asked
     * @param changes how many we had been told of when they were asked for
     */
    private record Taken(Fired fired, Optional<Map<String, Planned>> plans, int changes) {}
}
