package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.EngineParts;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.JobsStatus;
import dev.tickwork.jobs.Leases;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The engine of one process: wires its parts together and hands every call to the one thread on which they think. */
public final class NodeEngine implements JobEngine {
    /** Where a node tells the others that a schedule or a waiting run has changed. */
    static final String CHANNEL = "jobs";

    private final EngineContext context;
    private final Workshop workshop;
    private final LeasesHere leases;
    private final Operator operator;
    private final Timetable timetable;
    private final Completions completions;
    private final Worker worker;
    private final Cancellations cancellations;
    private final Desk desk;
    private final Dispatcher dispatcher;
    private final Recovery recovery;
    private final Pulse pulse;
    private final Retention retention;
    private final Hearing hearing;
    private final JobsHere jobs;
    private final StatusHere status;
    private final Departure departure;

    public NodeEngine(EngineParts parts) {
        this.context = new EngineContext(parts.vertx().getOrCreateContext());
        this.workshop = new Workshop(parts, context);
        this.leases = new LeasesHere(workshop);
        this.timetable = new Timetable(workshop);
        var writer = new EndingWriter(workshop);
        var backlog = new Backlog(workshop, writer);
        this.completions = new Completions(workshop, writer);
        var verdict = new Verdict(parts.time(), parts.random(), parts.ports().redaction());
        var runner = new Runner(workshop, backlog, completions, verdict);
        var intake = new Intake(workshop, timetable, runner);
        workshop.unheard().tell(intake::inHand);
        this.worker = new Worker(workshop, timetable, intake);
        runner.tell(worker::handIsFree, worker::delayedUntil, worker::isOver);
        this.cancellations = new Cancellations(workshop, runner, intake);
        this.desk = new Desk(workshop, timetable, worker);
        var cancelling = new Cancelling(workshop.cancels(), new OperatorStore());
        var firing = new Firing(workshop.schedules(), workshop.fires(), cancelling);
        this.dispatcher = new Dispatcher(workshop, timetable, firing, worker);
        this.recovery = new Recovery(workshop, timetable, runner, backlog, dispatcher, this::lookAtAll);
        var nodes = new NodeStore(parts.node(), leases::kinds);
        var meter = new OffsetMeter(parts.machineClock(), parts.ports().offset());
        this.pulse = new Pulse(workshop, nodes, timetable, intake::inHand, runner::disown, meter, this::beaten);
        leases.tell(pulse::ask);
        this.retention = new Retention(workshop, timetable);
        this.operator = new Operator(workshop);
        this.hearing = new Hearing(context, timetable, worker, cancellations, leases, this::lookAtAll);
        var handBack = new HandBack(context, worker, runner);
        this.jobs = new JobsHere(workshop, timetable, recovery, worker, runner, handBack, pulse::beat);
        this.status = new StatusHere(workshop, timetable, parts.node().name());
        this.departure = new Departure(dispatcher, worker, runner, handBack, backlog, leases, pulse);
    }

    public void open(Database database) {
        context.run(() -> hearing.start(database, pulse::beat));
        context.run(pulse::beat);
        context.run(retention::start);
    }

    @Override
    public Future<Void> start(Job job) {
        Context home = Objects.requireNonNullElse(Vertx.currentContext(), context.context());
        return context.call(() -> jobs.start(job, home));
    }

    @Override
    public Future<Void> stop(Job job) {
        return context.call(() -> jobs.stop(job.definition().name()));
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
        context.run(() -> jobs.degraded(job, reason));
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
        return context.call(status::all);
    }

    @Override
    public Future<Void> drain(Duration atMost) {
        return context.call(() -> departure.drain(atMost).compose(gone -> closeHere()));
    }

    @Override
    public Future<Void> close() {
        return context.call(this::closeHere);
    }

    private void beaten(Pulse.Beat beat) {
        recovery.run();
        workshop.unheard().settle();
        cancellations.look();
        leases.beaten(beat);
    }

    private void lookAtAll() {
        completions.flush();
        dispatcher.reload();
        workshop.unheard().settle();
        worker.lookAtAll();
    }

    private void planAnew() {
        jobs.planAnew();
        lookAtAll();
        retention.stop();
        retention.start();
        pulse.clockMoved();
    }

    private Future<Void> closeHere() {
        retention.stop();
        leases.stop();
        hearing.stop();
        return Future.join(dispatcher.stop(), worker.stop(), pulse.stop()).mapEmpty();
    }
}
