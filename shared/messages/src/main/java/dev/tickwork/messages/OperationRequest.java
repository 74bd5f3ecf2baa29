package dev.tickwork.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP operation on its way to the room that answers it. The gateway has checked it against the contract already:
 * types, ranges and required fields are as the contract says.
 *
 * @param caller who asks
 * @param parameters path and query parameters under their contract names; those with a default are present
 * @param body the JSON body; null when the operation has none
 * @param idempotencyKey the caller's Idempotency-Key; null when it sent none
 * @param bodyHash SHA-256 of the body as it was sent, in hex; null without a body
 */
public record OperationRequest(
        Caller caller,
        ObjectNode parameters,
        @Nullable JsonNode body,
        @Nullable String idempotencyKey,
        @Nullable String bodyHash) {
    /** The parameters as a record with components of the same names in camel case. */
    public <T extends Record> T parametersAs(Class<T> type) {
        return Wire.fromTree(parameters, type);
    }

    /** The body as a record; a problem with status 422 when a required field is missing. */
    public <T extends Record> T bodyAs(Class<T> type) {
        if (body == null) {
            throw ApiProblem.of(400, "body_missing", "this operation needs a JSON body");
        }
        return Wire.fromTree(body, type);
    }
}
