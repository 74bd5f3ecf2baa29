package dev.tickwork.jobs;

import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.Listening;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine of one process: wires its parts together and hands every call to the one thread on which they think. */
final class NodeEngine implements JobEngine {
    /** Where a node tells the others that a schedule or a waiting run has changed. */
    static final String CHANNEL = "jobs";

    private static final Logger log = LoggerFactory.getLogger(NodeEngine.class);

    private final String name;
    private final EngineContext context;
    private final Workshop workshop;
    private final NodeStore nodes;
    private final StatusStore statuses = new StatusStore();
    private final Timetable timetable;
    private final Backlog backlog;
    private final Runner runner;
    private final Dispatcher dispatcher;
    private final Recovery recovery;
    private final Pulse pulse;
    private final Retention retention;
    private List<Listening> listening = List.of();

    NodeEngine(EngineParts parts) {
        this.name = parts.node().name();
        this.context = new EngineContext(parts.vertx().getOrCreateContext());
        this.workshop = workshop(parts, context);
        this.nodes = new NodeStore(parts.node());
        this.timetable = new Timetable(workshop);
        this.backlog = new Backlog(workshop);
        var verdict = new Verdict(parts.time(), parts.ports().redaction());
        this.runner = new Runner(workshop, backlog, verdict, this::snoozed);
        this.dispatcher = new Dispatcher(workshop, timetable, new Claims(workshop), runner);
        this.recovery = new Recovery(workshop, timetable, runner, backlog, dispatcher);
        var meter = new OffsetMeter(parts.machineClock(), parts.ports().offset());
        this.pulse = new Pulse(workshop, nodes, timetable, runner, meter, recovery::run);
        this.retention = new Retention(workshop, timetable);
    }

    private static Workshop workshop(EngineParts parts, EngineContext context) {
        String node = parts.node().id();
        return new Workshop(
                context,
                parts.time(),
                new LedgerDoor(parts.database(), parts.time(), parts.settings().patience()),
                new RunStore(node),
                new ScheduleStore(node),
                new RunIds(parts.random()),
                node,
                parts.settings(),
                new RunLog(parts.node().name(), parts.ports().listener()));
    }

    void open(Database database) {
        context.run(() -> listen(database));
        context.run(pulse::beat);
        context.run(retention::start);
    }

    @Override
    public Future<Void> start(Job job) {
        Context home = Objects.requireNonNullElse(Vertx.currentContext(), context.context());
        return context.call(() -> startHere(job, home));
    }

    @Override
    public Future<Void> stop(Job job) {
        return context.call(() -> stopHere(job.definition().name()));
    }

    @Override
    public void degraded(String job, @Nullable String reason) {
        context.run(() -> degradedHere(job, reason));
    }

    @Override
    public void clockMoved() {
        context.run(this::planAnew);
    }

    @Override
    public Future<JobsStatus> status() {
        return context.call(this::statusHere);
    }

    @Override
    public Future<Void> drain(Duration atMost) {
        return context.call(() -> drainHere(atMost));
    }

    @Override
    public Future<Void> close() {
        return context.call(this::closeHere);
    }

    private void listen(Database database) {
        listening = List.of(
                database.onChange(up -> context.run(pulse::beat)),
                database.notifications().listen(CHANNEL, dispatcher::reload, changed -> dispatcher.reload()));
    }

    private Future<Void> startHere(Job job, Context home) {
        var started = new StartedJob(job, job.definition(), home, workshop.now());
        timetable.add(started);
        return recovery.register(started)
                .recover(NodeEngine::later)
                .onFailure(refused -> timetable.remove(started.name()))
                .onSuccess(registered -> pulse.beat());
    }

    // The heartbeat registers what Postgres does not know.
    private static Future<Void> later(Throwable failure) {
        return failure instanceof DatabaseDown ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    // In turn with the claims, so that none is made for it any more.
    private Future<Void> stopHere(String name) {
        return context.inTurn(() -> Future.succeededFuture(timetable.remove(name)))
                .compose(job -> job == null ? Future.succeededFuture() : runner.done(job))
                .onSuccess(done -> pulse.beat());
    }

    private void degradedHere(String name, @Nullable String reason) {
        StartedJob job = timetable.find(name);
        if (job != null && !Objects.equals(job.degraded(), reason)) {
            job.degraded(reason);
            pulse.beat();
        }
    }

    private void planAnew() {
        timetable.all().forEach(job -> recovery.planAnew(job).onFailure(NodeEngine::registeredLater));
        dispatcher.reload();
        retention.stop();
        retention.start();
        pulse.beat();
    }

    private static void registeredLater(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("schedule will be planned at the next heartbeat");
    }

    private Future<JobsStatus> statusHere() {
        Instant now = workshop.now();
        Instant silentSince = now.minus(workshop.settings().lostAfter());
        return workshop.door()
                .read(tx -> statuses.all(tx, now, silentSince))
                .map(jobs -> JobsStatus.of(jobs, true))
                .recover(failure -> fromMemory(failure, now));
    }

    private Future<JobsStatus> fromMemory(Throwable failure, Instant now) {
        if (!(failure instanceof DatabaseDown)) {
            return Future.failedFuture(failure);
        }
        List<JobStatus> jobs = timetable.all().stream()
                .map(job -> job.status(now, timetable.goesOnInMemory(job) ? name : null))
                .toList();
        return Future.succeededFuture(JobsStatus.of(jobs, false));
    }

    private Future<Void> drainHere(Duration atMost) {
        return dispatcher
                .stop()
                .compose(stopped -> runner.allDone())
                .timeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .recover(NodeEngine::left)
                .compose(done -> recordRest())
                .compose(recorded -> pulse.stop())
                .compose(stopped -> sayGoodBye())
                .compose(gone -> closeHere());
    }

    private static Future<Void> left(Throwable failure) {
        if (failure instanceof TimeoutException) {
            log.atWarn().log("runs are left behind and will be recorded as lost");
            return Future.succeededFuture();
        }
        return Future.failedFuture(failure);
    }

    private Future<Void> recordRest() {
        return backlog.flush().recover(failure -> {
            log.atError()
                    .addKeyValue("rows", backlog.size())
                    .addKeyValue("error", failure.getMessage())
                    .log("runs could not be recorded before the end");
            return Future.succeededFuture();
        });
    }

    private Future<Void> sayGoodBye() {
        return workshop.door()
                .write(tx -> nodes.stop(tx, workshop.now()))
                .<Void>mapEmpty()
                .recover(NodeEngine::later);
    }

    private Future<Void> closeHere() {
        retention.stop();
        listening.forEach(Listening::end);
        return Future.join(dispatcher.stop(), pulse.stop()).mapEmpty();
    }

    private void snoozed(Instant runAt) {
        dispatcher.pendingAt(runAt);
    }
}
