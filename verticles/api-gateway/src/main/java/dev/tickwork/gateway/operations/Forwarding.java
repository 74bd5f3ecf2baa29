package dev.tickwork.gateway.operations;

import dev.tickwork.gateway.contract.ApiOperation;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.NobodyAnswers;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import io.vertx.core.Future;
import java.time.Duration;

/** Asks whoever answers {@code api.<operationId>} on the bus. Knows no domain. */
public final class Forwarding implements OwnAnswer {
    /** What {@code x-served-by} says of operations that are not a verticle's. */
    private static final String EVERY_NODE = "every node";

    private static final Duration TILL_DEPLOYED = Duration.ofSeconds(5);
    private static final Duration TILL_LESS_BUSY = Duration.ofSeconds(2);

    private final Bus bus;

    public Forwarding(Bus bus) {
        this.bus = bus;
    }

    @Override
    public Future<OperationReply> answer(Asked asked) {
        ApiOperation operation = asked.operation();
        OperationRequest request = request(asked);
        return ask(operation, request)
                .recover(failure ->
                        isWorthRepeating(operation, failure) ? ask(operation, request) : Future.failedFuture(failure))
                .recover(failure -> Future.failedFuture(explain(operation, failure)));
    }

    private Future<OperationReply> ask(ApiOperation operation, OperationRequest request) {
        return bus.ask(Operations.call(operation.id()), request);
    }

    private static OperationRequest request(Asked asked) {
        return new OperationRequest(
                asked.who().caller(),
                asked.request().parameters(),
                asked.request().body(),
                asked.idempotency().key(),
                asked.idempotency().bodyHash());
    }

    private static boolean isWorthRepeating(ApiOperation operation, Throwable failure) {
        if (!(failure instanceof NobodyAnswers nobody)) {
            return false;
        }
        return switch (nobody.reason()) {
            case NOT_DEPLOYED -> false;
            case ENDED -> true;
            case TOO_LATE -> operation.isSafe();
        };
    }

    private static String notRunning(String servedBy) {
        return servedBy.equals(EVERY_NODE)
                ? "any process can answer this, and none does at the moment"
                : "this is answered by " + servedBy + ", which is not running";
    }

    private static String notInTime(String servedBy) {
        return (servedBy.equals(EVERY_NODE) ? "the process that was asked" : servedBy) + " did not answer in time";
    }

    private static Throwable explain(ApiOperation operation, Throwable failure) {
        if (!(failure instanceof NobodyAnswers nobody)) {
            return failure;
        }
        return switch (nobody.reason()) {
            case NOT_DEPLOYED, ENDED ->
                ApiProblem.unavailable("not_deployed", notRunning(operation.servedBy()), TILL_DEPLOYED);
            case TOO_LATE ->
                ApiProblem.unavailable("no_answer_in_time", notInTime(operation.servedBy()), TILL_LESS_BUSY);
        };
    }
}
