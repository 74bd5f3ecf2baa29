package dev.tickwork.gateway.operations;

import dev.tickwork.messages.OperationReply;
import io.vertx.core.Future;

/** Answers one operation in the gateway itself. */
@FunctionalInterface
public interface OwnAnswer {
    /**
     * @return the answer; a body of plain text stands in a text node, with its {@code content-type} among the headers.
     *     Fails with an {@link dev.tickwork.messages.ApiProblem}
     */
    Future<OperationReply> answer(Asked asked);
}
