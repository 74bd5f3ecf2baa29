package dev.tickwork.runtime.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.ledger.ActiveTask;
import dev.tickwork.jobs.ledger.ActiveTaskStore;
import dev.tickwork.jobs.ledger.Progress;
import dev.tickwork.jobs.ledger.RunCore;
import dev.tickwork.jobs.ledger.RunCountStore;
import dev.tickwork.jobs.ledger.RunDetailStore;
import dev.tickwork.jobs.ledger.RunListStore;
import dev.tickwork.jobs.ledger.RunLogStore;
import dev.tickwork.jobs.ledger.RunSummary;
import dev.tickwork.jobs.ledger.Unfinished;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers how background tasks stand, in the shape that the documents give it. */
final class BackgroundOperations {
    /** The path parameter of {@code background.status}. */
    record OneTask(UUID taskId) {}

    /** Answer of {@code background.status}. */
    record TaskStatus(
            UUID taskId,
            String status,
            @Nullable JsonNode result,
            @Nullable String error,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt,
            boolean resultExpired,
            @Nullable Progress progress) {}

    private final Database database;
    private final Time time;
    private final RunDetailStore details = new RunDetailStore(new RunListStore(), new RunLogStore());
    private final ActiveTaskStore active = new ActiveTaskStore();
    private final RunCountStore counts = new RunCountStore();

    BackgroundOperations(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    /** By operation id. */
    Map<String, Answer> all() {
        return Map.of("background.status", this::status, "background.active", asked -> active());
    }

    private Future<OperationReply> status(OperationRequest request) {
        UUID task = request.parametersAs(OneTask.class).taskId();
        return database.read(tx -> details.core(tx, task))
                .map(core -> OperationReply.ok(
                        status(core.orElseThrow(() -> ApiProblem.notFound("there is no task " + task)))));
    }

    private static TaskStatus status(RunCore core) {
        RunSummary run = core.summary();
        return new TaskStatus(
                run.id(),
                run.state(),
                result(core),
                run.state().equals("retry") ? run.heldReason() : run.error(),
                run.startedAt(),
                run.finishedAt(),
                core.payload().resultExpired(),
                run.progress());
    }

    /** The run's own result with the time that it took, unless it says that itself. */
    private static @Nullable JsonNode result(RunCore core) {
        String json = core.payload().result();
        Long took = core.summary().durationMs();
        if (json == null) {
            return null;
        }
        JsonNode result = Wire.tree(json);
        if (result instanceof ObjectNode object && took != null && !object.has("duration_seconds")) {
            object.put("duration_seconds", Duration.ofMillis(took).toSeconds());
        }
        return result;
    }

    private Future<OperationReply> active() {
        Instant now = time.now();
        return database.read(tx -> active(tx, now)).map(OperationReply::ok);
    }

    private Future<ActiveAnswer> active(Tx tx, Instant now) {
        Future<List<ActiveTask>> tasks = active.oldest(tx, now);
        Future<Unfinished> unfinished = counts.unfinished(tx, now);
        Future<Long> workers = active.workers(tx, now.minus(time.shownIn(EngineSettings.DEFAULT.lostAfter())));
        return Future.all(tasks, unfinished, workers)
                .map(read -> ActiveAnswer.of(tasks.result(), unfinished.result(), workers.result() > 0));
    }
}
