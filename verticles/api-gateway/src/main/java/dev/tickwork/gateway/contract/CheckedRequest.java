package dev.tickwork.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A request that fits the contract.
 *
 * @param parameters path and query parameters by name, typed; those with a default are present
 * @param body the JSON body; null when there is none
 */
public record CheckedRequest(
        ObjectNode parameters, @Nullable JsonNode body) {
    private static final String LIMIT = "limit";

    /** The same, for no more items than so many. Only for operations that take a {@code limit}. */
    public CheckedRequest limitedTo(long most) {
        ObjectNode limited = parameters.deepCopy();
        limited.put(LIMIT, Math.min(most, parameters.required(LIMIT).longValue()));
        return new CheckedRequest(limited, body);
    }
}
