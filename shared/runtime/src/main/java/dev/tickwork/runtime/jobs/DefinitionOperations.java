package dev.tickwork.runtime.jobs;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.ledger.JobListStore;
import dev.tickwork.jobs.ledger.KnownJob;
import dev.tickwork.jobs.ledger.RunCountStore;
import dev.tickwork.jobs.ledger.Unfinished;
import dev.tickwork.jobs.ledger.WaitingCounts;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers which jobs there are, and lets operators pause and limit them. */
final class DefinitionOperations {
    /** The path parameter of operations on one job: its name or an alias. */
    record OneJob(String job) {}

    /** The body of {@code definitions.change}. */
    record Limit(@Nullable Integer clusterLimit) {}

    private final Database database;
    private final Time time;
    private final JobOperator operator;
    private final Actions actions;
    private final JobListStore jobs = new JobListStore();
    private final RunCountStore counts = new RunCountStore();

    DefinitionOperations(Database database, Time time, JobOperator operator, Actions actions) {
        this.database = database;
        this.time = time;
        this.operator = operator;
        this.actions = actions;
    }

    /** By operation id. */
    Map<String, Answer> all() {
        return Map.of(
                "definitions.list", asked -> list(),
                "definitions.change", asked -> act("definitions.change", asked, this::change),
                "definitions.pause", asked -> act("definitions.pause", asked, this::pause),
                "definitions.resume", asked -> act("definitions.resume", asked, this::resume));
    }

    private Future<OperationReply> list() {
        return database.read(this::known).map(known -> OperationReply.ok(new DefinitionAnswer.All(known)));
    }

    private Future<List<DefinitionAnswer>> known(Tx tx) {
        Instant now = time.now();
        Future<List<KnownJob>> all = jobs.all(tx, now, now.minus(time.shownIn(EngineSettings.DEFAULT.lostAfter())));
        Future<Unfinished> unfinished = counts.unfinished(tx, now);
        return Future.all(all, unfinished)
                .map(read -> answers(all.result(), unfinished.result().byJob()));
    }

    private static List<DefinitionAnswer> answers(List<KnownJob> jobs, Map<String, WaitingCounts> counts) {
        return jobs.stream()
                .map(job -> DefinitionAnswer.of(job, counts.getOrDefault(job.name(), WaitingCounts.NONE)))
                .toList();
    }

    /** What is done to a job of that name. */
    @FunctionalInterface
    private interface JobAction {
        Future<Void> to(Tx tx, String job, OperationRequest request, By by);
    }

    private Future<OperationReply> act(String operation, OperationRequest request, JobAction action) {
        String asked = request.parametersAs(OneJob.class).job();
        return actions.act(operation, request, (tx, by) -> jobs.nameOf(tx, asked)
                .map(name -> name.orElseThrow(() -> ApiProblem.notFound("there is no job " + asked)))
                .compose(job -> action.to(tx, job, request, by).compose(done -> shown(tx, job))));
    }

    private Future<OperationReply> shown(Tx tx, String name) {
        return known(tx)
                .map(all -> OperationReply.ok(all.stream()
                        .filter(one -> one.job().equals(name))
                        .findFirst()
                        .orElseThrow()));
    }

    private Future<Void> change(Tx tx, String job, OperationRequest request, By by) {
        return operator.limitJob(tx, job, request.bodyAs(Limit.class).clusterLimit(), by);
    }

    private Future<Void> pause(Tx tx, String job, OperationRequest request, By by) {
        return operator.pauseJob(tx, job, PauseWish.of(request, time.now()).until(), by);
    }

    private Future<Void> resume(Tx tx, String job, OperationRequest request, By by) {
        return operator.resumeJob(tx, job, by);
    }
}
