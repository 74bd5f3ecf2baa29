package dev.tickwork.runtime.jobs;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.ledger.RunDetailStore;
import dev.tickwork.jobs.ledger.RunListStore;
import dev.tickwork.jobs.ledger.RunLogStore;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.replies.IdempotentReplies;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

/** Takes background tasks in, as the operations under {@code /api/v1/background} do, and answers as the documents say. */
public final class BackgroundTasks {
    private static final Duration TILL_SERVED = Duration.ofSeconds(5);

    /** What they answer about a task. */
    public record Task(UUID taskId, String status, String message) {}

    private final JobEngine engine;
    private final IdempotentReplies replies;
    private final RunDetailStore details = new RunDetailStore(new RunListStore(), new RunLogStore());

    public BackgroundTasks(JobEngine engine, IdempotentReplies replies) {
        this.engine = engine;
        this.replies = replies;
    }

    /**
     * Asks for a run, once however often the same request comes.
     *
     * @param operation its id in the contract
     * @param run what is asked for
     * @param name of the task in its answer, such as {@code Refresh}
     * @return 202 with the task's id, or with that of the run whose unique key stands in its way. Fails with a problem
     *     (503) when no node has ever served the job
     */
    public Future<OperationReply> enqueue(String operation, OperationRequest request, RunRequest run, String name) {
        return enqueue(operation, request, tx -> engine.enqueue(tx, run), name);
    }

    /**
     * Asks for a run in the way that it takes, such as none while another one does.
     *
     * @param ask in the transaction of the answer; answers the run that does what is wanted
     * @return as {@link #enqueue(String, OperationRequest, RunRequest, String)}
     */
    public Future<OperationReply> enqueue(
            String operation, OperationRequest request, Function<Tx, Future<Enqueued>> ask, String name) {
        return replies.answer(operation, request, tx -> ask.apply(tx)
                .recover(failure -> Future.failedFuture(explained(failure)))
                .compose(queued -> answer(tx, queued, name))
                .map(OperationReply::accepted));
    }

    private Future<Task> answer(Tx tx, Enqueued queued, String name) {
        String message = name + (queued.isNew() ? " task queued" : " task was queued before");
        return details.core(tx, queued.runId())
                .map(core ->
                        new Task(queued.runId(), core.orElseThrow().summary().state(), message));
    }

    private static Throwable explained(Throwable failure) {
        return failure instanceof Fault.Permanent
                ? ApiProblem.unavailable("not_deployed", String.valueOf(failure.getMessage()), TILL_SERVED)
                : failure;
    }
}
