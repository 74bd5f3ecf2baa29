package dev.tickwork.gateway.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.gateway.auth.Identity;
import dev.tickwork.messages.OperationReply;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The operations that a browser may ask for over the bridge: those which the contract marks {@code x-bridge}. */
@FunctionalInterface
public interface BridgeOperations {
    /**
     * Asks for one operation, with the same checks as over HTTP: role, limit, contract.
     *
     * @param operationId as in the contract, without {@code api.}
     * @param message what the browser sent: {@code {"parameters": {…}, "body": {…}}}, both optional; null when it sent
     *     nothing
     * @return the answer; fails with an {@link dev.tickwork.messages.ApiProblem}, 404 when the contract does not mark it
     */
    Future<OperationReply> call(String operationId, Identity caller, @Nullable JsonNode message);
}
