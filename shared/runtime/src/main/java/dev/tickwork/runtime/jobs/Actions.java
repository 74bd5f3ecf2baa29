package dev.tickwork.runtime.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.JobOperator.NotNow;
import dev.tickwork.jobs.JobOperator.NotThere;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.replies.IdempotentReplies;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Lets operators act: once however often the same request comes, and in the name of whoever asks. */
final class Actions {
    private static final String REASON = "reason";

    private final IdempotentReplies replies;

    Actions(IdempotentReplies replies) {
        this.replies = replies;
    }

    /** Something that an operator does, in one transaction with its audit and its answer. */
    @FunctionalInterface
    interface Action {
        Future<OperationReply> in(Tx tx, By by);
    }

    /** Acts, or answers what the same request was answered before; what is not there is 404, what cannot be done 409. */
    Future<OperationReply> act(String operation, OperationRequest request, Action action) {
        By by = by(request);
        return replies.answer(operation, request, tx -> action.in(tx, by).recover(Actions::asProblem));
    }

    /** Who asks, with the reason in the body, else among the parameters, else none. */
    static By by(OperationRequest request) {
        JsonNode body = request.body();
        JsonNode said = body != null && body.hasNonNull(REASON)
                ? body.get(REASON)
                : request.parameters().path(REASON);
        return by(request, said.textValue());
    }

    private static By by(OperationRequest request, @Nullable String reason) {
        return new By(request.caller().subject(), request.caller().role().label(), reason);
    }

    /** Fails with the problem that the failure is to callers, or with itself. */
    static <T> Future<T> asProblem(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof NotThere) {
            return Future.failedFuture(ApiProblem.notFound(message));
        }
        return Future.failedFuture(failure instanceof NotNow ? ApiProblem.of(409, "not_now", message) : failure);
    }
}
