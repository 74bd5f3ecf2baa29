package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.EngineParts;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.JobStatus;
import dev.tickwork.jobs.JobsStatus;
import dev.tickwork.jobs.Leases;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.Listening;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine of one process: wires its parts together and hands every call to the one thread on which they think. */
public final class NodeEngine implements JobEngine {
    /** Where a node tells the others that a schedule or a waiting run has changed. */
    static final String CHANNEL = "jobs";

    private static final Logger log = LoggerFactory.getLogger(NodeEngine.class);

    private final String name;
    private final EngineContext context;
    private final Workshop workshop;
    private final NodeStore nodes;
    private final LeasesHere leases;
    private final Operator operator;
    private final StatusStore statuses = new StatusStore();
    private final Timetable timetable;
    private final Backlog backlog;
    private final Completions completions;
    private final Runner runner;
    private final Worker worker;
    private final Cancellations cancellations;
    private final Desk desk;
    private final Dispatcher dispatcher;
    private final Recovery recovery;
    private final Pulse pulse;
    private final Retention retention;
    private List<Listening> listening = List.of();

    public NodeEngine(EngineParts parts) {
        this.name = parts.node().name();
        this.context = new EngineContext(parts.vertx().getOrCreateContext());
        this.workshop = new Workshop(parts, context);
        this.leases = new LeasesHere(workshop);
        this.nodes = new NodeStore(parts.node(), leases::kinds);
        this.timetable = new Timetable(workshop);
        var writer = new EndingWriter(workshop);
        this.backlog = new Backlog(workshop, writer);
        this.completions = new Completions(workshop, writer);
        var verdict = new Verdict(parts.time(), parts.random(), parts.ports().redaction());
        this.runner = new Runner(workshop, backlog, completions, verdict);
        workshop.unheard().tell(this::inHand);
        this.worker = new Worker(workshop, timetable, runner);
        runner.tell(worker::handIsFree, worker::delayedUntil, worker::isOver);
        this.cancellations = new Cancellations(workshop, runner, worker);
        this.desk = new Desk(workshop, timetable, worker);
        var firing = new Firing(workshop.schedules(), workshop.fires(), workshop.cancels());
        this.dispatcher = new Dispatcher(workshop, timetable, firing, worker);
        this.recovery = new Recovery(workshop, timetable, runner, backlog, dispatcher, this::lookAtAll);
        var meter = new OffsetMeter(parts.machineClock(), parts.ports().offset());
        this.pulse = new Pulse(workshop, nodes, timetable, this::inHand, runner::disown, meter, this::beaten);
        leases.tell(pulse::beat);
        this.retention = new Retention(workshop, timetable);
        this.operator = new Operator(workshop);
    }

    public void open(Database database) {
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
    public Future<List<JobDefinition>> jobs() {
        return context.call(() -> Future.succeededFuture(
                timetable.all().stream().map(StartedJob::definition).toList()));
    }

    @Override
    public Future<Enqueued> enqueue(RunRequest request) {
        if (request.unique() != null) {
            return workshop.door().writeAtLeisure(tx -> enqueue(tx, request));
        }
        String arguments = Arguments.write(request.arguments());
        return context.call(() -> desk.enqueue(request, arguments));
    }

    @Override
    public Future<List<Enqueued>> enqueueAll(List<RunRequest> requests) {
        boolean isPlain = requests.stream().allMatch(request -> request.unique() == null);
        return isPlain
                ? workshop.door().statement(tx -> workshop.asked().add(tx, requests, null))
                : workshop.door().writeAtLeisure(tx -> workshop.asked().add(tx, requests, null));
    }

    @Override
    public Future<Enqueued> enqueue(Tx tx, RunRequest request) {
        return workshop.asked().add(tx, List.of(request), null).map(added -> added.get(0));
    }

    @Override
    public Future<List<UUID>> enqueueChain(Tx tx, List<RunRequest> steps, boolean goesOnAfterFailure) {
        return workshop.asked().addChain(tx, steps, goesOnAfterFailure, null);
    }

    @Override
    public JobOperator operator() {
        return operator;
    }

    @Override
    public Leases leases() {
        return leases;
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
    public OptionalInt workers() {
        return pulse.workers();
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
                database.notifications().listen(CHANNEL, this::heardNothingForAWhile, this::heard));
    }

    // Called each time that listening begins: what was said meanwhile is lost.
    private void heardNothingForAWhile() {
        context.run(() -> {
            lookAtAll();
            cancellations.look();
        });
    }

    private void beaten(Pulse.Beat beat) {
        recovery.run();
        workshop.unheard().settle();
        cancellations.look();
        leases.beaten(beat);
    }

    private void heard(String words) {
        News news = News.of(words);
        context.run(() -> {
            if (news instanceof News.Ready ready) {
                lookForReady(ready);
            } else if (news instanceof News.Cancel cancel) {
                cancellations.heard(cancel.run());
            } else if (news instanceof News.Room) {
                worker.look();
            } else if (news instanceof News.Leases) {
                leases.look();
            } else {
                lookAtAll();
            }
        });
    }

    private void lookForReady(News.Ready ready) {
        if (ready.concerns(timetable.names())) {
            worker.look();
        }
    }

    private void lookAtAll() {
        completions.flush();
        dispatcher.reload();
        workshop.unheard().settle();
        worker.lookAtAll();
    }

    private Set<UUID> inHand() {
        Set<UUID> ids = new HashSet<>(runner.ids());
        ids.addAll(worker.ids());
        return ids;
    }

    private Future<Void> startHere(Job job, Context home) {
        var started = new StartedJob(job, home, workshop.now());
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
                .compose(job -> job == null ? Future.succeededFuture() : stopHere(job))
                .onSuccess(done -> pulse.beat());
    }

    private Future<Void> stopHere(StartedJob job) {
        return worker.handBack(job)
                .transform(handedBack -> runner.done(job))
                .compose(done -> completions.allRecorded());
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
        lookAtAll();
        retention.stop();
        retention.start();
        pulse.clockMoved();
    }

    private static void registeredLater(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("schedule will be planned at the next heartbeat");
    }

    private Future<JobsStatus> statusHere() {
        Instant now = workshop.now();
        Instant silentSince = now.minus(workshop.lostAfter());
        return workshop.door()
                .read(tx -> statuses.all(tx, now, silentSince))
                .map(jobs -> JobsStatus.of(jobs, true))
                .recover(failure -> fromMemory(failure, now));
    }

    private Future<JobsStatus> fromMemory(Throwable failure, Instant now) {
        if (!(failure instanceof DatabaseDown)) {
            return Future.failedFuture(failure);
        }
        List<JobStatus> jobs = timetable.schedules().stream()
                .map(schedule -> schedule.job().status(schedule, now, timetable.goesOnInMemory(schedule) ? name : null))
                .toList();
        return Future.succeededFuture(JobsStatus.of(jobs, false));
    }

    private Future<Void> drainHere(Duration atMost) {
        return dispatcher
                .stop()
                .compose(stopped -> Future.join(worker.stop(), leases.leaveAll()))
                .transform(handedBack -> workshop.unheard().settle())
                .compose(settled -> runner.allDone())
                .timeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .recover(this::handBackRest)
                .compose(done -> recordRest())
                .compose(recorded -> pulse.stop())
                .compose(stopped -> sayGoodBye())
                .compose(gone -> closeHere());
    }

    private Future<Void> handBackRest(Throwable failure) {
        if (!(failure instanceof TimeoutException)) {
            return Future.failedFuture(failure);
        }
        List<Execution> rest = runner.letGo();
        log.atWarn().addKeyValue("rows", rest.size()).log("runs did not end in time and are handed back");
        return worker.handBack(rest).recover(NodeEngine::later).onComplete(handedBack -> runner.handedBack(rest));
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
        leases.stop();
        listening.forEach(Listening::end);
        return Future.join(dispatcher.stop(), worker.stop(), pulse.stop()).mapEmpty();
    }
}
