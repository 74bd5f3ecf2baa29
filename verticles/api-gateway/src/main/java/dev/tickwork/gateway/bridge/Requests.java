package dev.tickwork.gateway.bridge;

import dev.tickwork.gateway.auth.Identity;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import io.vertx.core.Future;
import java.util.function.Function;

/** What one browser waits for. */
final class Requests {
    private static final String OPERATION = "api.";

    private final BridgeOperations operations;
    private final int most;
    private int open;

    Requests(BridgeOperations operations, BridgeLimits limits) {
        this.operations = operations;
        this.most = limits.requestsPerSocket();
    }

    /**
     * Asks for the operation that a frame is addressed to; an {@link ApiProblem} says why that may not be.
     *
     * @param tell says the answer, and is done when the browser has taken it: until then it counts as waited for, so that
     *     who reads slowly does not pile up answers
     */
    Future<Void> ask(BrowserFrame frame, Identity who, Function<Future<OperationReply>, Future<Void>> tell) {
        if (!frame.address().startsWith(OPERATION)) {
            throw ApiProblem.of(403, "access_denied", "browsers send to api.<operationId> only");
        }
        if (open >= most) {
            throw ApiProblem.of(
                    429, "too_many_requests", "a connection waits for at most " + most + " answers at once");
        }
        open++;
        String operationId = frame.address().substring(OPERATION.length());
        return tell.apply(Future.succeededFuture().compose(now -> operations.call(operationId, who, frame.body())))
                .onComplete(taken -> open--);
    }
}
