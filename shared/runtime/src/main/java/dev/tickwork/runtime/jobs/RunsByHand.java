package dev.tickwork.runtime.jobs;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.AuditStore;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.ledger.JobListStore;
import dev.tickwork.jobs.ledger.KnownJob;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.ApiProblem.Invalid;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.jobs.DefinitionOperations.OneJob;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets operators ask for runs of any job. */
final class RunsByHand {
    private static final String OPERATION = "definitions.run";

    /** The body of {@code definitions.run}. */
    record Wish(
            @Nullable JsonNode arguments,
            @Nullable Integer priority,
            @Nullable Instant runAt) {}

    /** What a job takes, as an operator wrote it. */
    record Written(@JsonValue JsonNode arguments) {}

    private final JobEngine engine;
    private final Actions actions;
    private final Time time;
    private final JobListStore jobs = new JobListStore();
    private final AuditStore audit = new AuditStore();

    RunsByHand(JobEngine engine, Actions actions, Time time) {
        this.engine = engine;
        this.actions = actions;
        this.time = time;
    }

    /** By operation id. */
    Map<String, Answer> all() {
        return Map.of(OPERATION, asked -> actions.act(OPERATION, asked, (tx, by) -> run(tx, asked, by)));
    }

    private Future<OperationReply> run(Tx tx, OperationRequest request, By by) {
        String asked = request.parametersAs(OneJob.class).job();
        Wish wish = request.bodyAs(Wish.class);
        return jobs.nameOf(tx, asked)
                .compose(name -> jobs.all(tx, time.now(), time.now()).map(all -> all.stream()
                        .filter(job -> name.filter(job.name()::equals).isPresent())
                        .findFirst()
                        .orElseThrow(() -> ApiProblem.notFound("there is no job " + asked))))
                .compose(job -> enqueue(tx, job, wish, request))
                .recover(RunsByHand::asProblem)
                .compose(run -> noted(tx, run, asked, by))
                .map(run -> new AcceptedRun(run.runId(), RunState.PENDING.label(), run.isNew()).reply());
    }

    private Future<Enqueued> noted(Tx tx, Enqueued run, String job, By by) {
        var entry = new AuditStore.Entry(
                "job.run",
                job,
                null,
                Wire.object().put("run", run.runId().toString()).toString());
        return audit.add(tx, time.now(), by, entry).map(run);
    }

    private Future<Enqueued> enqueue(Tx tx, KnownJob job, Wish wish, OperationRequest request) {
        JsonNode arguments = wish.arguments();
        refuseBulk(job);
        check(job, arguments);
        var run = new RunRequest(
                job.name(),
                arguments == null || arguments.isNull() ? null : new Written(arguments),
                wish.priority() == null ? 0 : wish.priority(),
                wish.runAt(),
                null,
                Origin.api(request.caller().subject()));
        return engine.enqueue(tx, run);
    }

    // What the engine does not take of a request is its arguments, when they are too large.
    private static <T> Future<T> asProblem(Throwable failure) {
        return Future.failedFuture(
                failure instanceof IllegalArgumentException
                        ? ApiProblem.invalid("/arguments", String.valueOf(failure.getMessage()))
                        : failure);
    }

    // Whoever acts on many runs is to say so where it is counted and shown before.
    private static void refuseBulk(KnownJob job) {
        if (job.name().equals(BulkActionJob.NAME)) {
            throw ApiProblem.of(
                    409,
                    "not_by_hand",
                    job.name() + " is asked for at /api/v1/jobs/bulk, which can show what it means");
        }
    }

    /** A slip of the pen is told at once; what else is wrong with the arguments fails the run. */
    private static void check(KnownJob job, @Nullable JsonNode arguments) {
        JsonNode known = Wire.tree(job.definition()).path("arguments");
        List<Invalid> mistakes = new ArrayList<>();
        if (arguments != null && known.isObject()) {
            arguments.fieldNames().forEachRemaining(name -> {
                if (!known.has(name)) {
                    mistakes.add(new Invalid("/arguments/" + name, "is not an argument of " + job.name()));
                }
            });
        }
        if (!mistakes.isEmpty()) {
            throw ApiProblem.invalid(mistakes);
        }
    }
}
