package dev.tickwork.runtime.jobs;

import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import io.vertx.core.Future;

/** Answers one operation of the contract. */
@FunctionalInterface
interface Answer {
    /** The answer; fails with an {@link dev.tickwork.messages.ApiProblem} when the request cannot be met. */
    Future<OperationReply> to(OperationRequest request);
}
