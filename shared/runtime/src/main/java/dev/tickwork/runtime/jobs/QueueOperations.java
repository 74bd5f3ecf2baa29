package dev.tickwork.runtime.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.ledger.KnownQueue;
import dev.tickwork.jobs.ledger.Pause;
import dev.tickwork.jobs.ledger.QueueListStore;
import dev.tickwork.jobs.ledger.RunCountStore;
import dev.tickwork.jobs.ledger.Unfinished;
import dev.tickwork.jobs.ledger.WaitingCounts;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers how the queues are, and lets operators pause and limit them. */
final class QueueOperations {
    /** The path parameter of operations on one queue. */
    record OneQueue(String name) {
        JobQueue queue() {
            return JobQueue.valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** A queue as the API shows it. */
    record Shown(
            String queue,
            @Nullable Integer nodeLimit,
            @Nullable Integer clusterLimit,
            @Nullable Pause paused,
            WaitingCounts counts) {
        static Shown of(KnownQueue queue, Unfinished unfinished) {
            return new Shown(
                    queue.name(),
                    queue.nodeLimit(),
                    queue.clusterLimit(),
                    queue.paused(),
                    unfinished.byQueue().getOrDefault(queue.name(), WaitingCounts.NONE));
        }
    }

    /** Answer of {@code queues.list}. */
    record All(List<Shown> queues) {}

    private final Database database;
    private final Time time;
    private final JobOperator operator;
    private final Actions actions;
    private final QueueListStore queues = new QueueListStore();
    private final RunCountStore counts = new RunCountStore();

    QueueOperations(Database database, Time time, JobOperator operator, Actions actions) {
        this.database = database;
        this.time = time;
        this.operator = operator;
        this.actions = actions;
    }

    /** By operation id. */
    Map<String, Answer> all() {
        return Map.of(
                "queues.list", asked -> database.read(this::known).map(known -> OperationReply.ok(new All(known))),
                "queues.change", asked -> act("queues.change", asked, this::change),
                "queues.pause", asked -> act("queues.pause", asked, this::pause),
                "queues.resume", asked -> act("queues.resume", asked, this::resume));
    }

    private Future<List<Shown>> known(Tx tx) {
        Instant now = time.now();
        Future<List<KnownQueue>> all = queues.all(tx, now);
        Future<Unfinished> unfinished = counts.unfinished(tx, now);
        return Future.all(all, unfinished).map(read -> all.result().stream()
                .map(queue -> Shown.of(queue, unfinished.result()))
                .toList());
    }

    /** What is done to a queue. */
    @FunctionalInterface
    private interface QueueAction {
        Future<Void> to(Tx tx, JobQueue queue, OperationRequest request, By by);
    }

    private Future<OperationReply> act(String operation, OperationRequest request, QueueAction action) {
        JobQueue queue = request.parametersAs(OneQueue.class).queue();
        return actions.act(operation, request, (tx, by) -> action.to(tx, queue, request, by)
                .compose(done -> shown(tx, queue)));
    }

    private Future<OperationReply> shown(Tx tx, JobQueue queue) {
        return known(tx)
                .map(all -> OperationReply.ok(all.stream()
                        .filter(one -> one.queue().equals(queue.label()))
                        .findFirst()
                        .orElseThrow()));
    }

    /** What the body does not name stays as it is. */
    private Future<Void> change(Tx tx, JobQueue queue, OperationRequest request, By by) {
        JsonNode body = Objects.requireNonNull(request.body());
        return queues.all(tx, time.now()).compose(all -> {
            KnownQueue now = all.stream()
                    .filter(one -> one.name().equals(queue.label()))
                    .findFirst()
                    .orElseThrow();
            Integer perNode = limit(body, "node_limit", now.nodeLimit());
            Integer overAll = limit(body, "cluster_limit", now.clusterLimit());
            return operator.limitQueue(tx, queue, perNode, overAll, by);
        });
    }

    private static @Nullable Integer limit(JsonNode body, String name, @Nullable Integer now) {
        if (!body.has(name)) {
            return now;
        }
        return body.get(name).isNull() ? null : body.get(name).intValue();
    }

    private Future<Void> pause(Tx tx, JobQueue queue, OperationRequest request, By by) {
        return operator.pauseQueue(tx, queue, PauseWish.of(request, time.now()).until(), by);
    }

    private Future<Void> resume(Tx tx, JobQueue queue, OperationRequest request, By by) {
        return operator.resumeQueue(tx, queue, by);
    }
}
