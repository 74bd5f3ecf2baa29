package dev.tickwork.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.Role;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract, as far as the gateway must know it.
 *
 * @param id dotted; {@code api.<id>} is the address of whoever answers it
 * @param method of its requests
 * @param path with parameters in braces, such as {@code /api/v1/prices/{symbol}}
 * @param leastRole who may call it ({@code x-role}); null when everybody may
 * @param servedBy the verticle that answers it ({@code x-served-by}), or the gateway itself
 * @param lastValues the family of topics whose last values answer it ({@code x-last-values}); null for none
 * @param isOnBridge whether browsers may also call it through the bridge ({@code x-bridge})
 * @param takesEndedToken whether a session's token may have ended ({@code x-ended-token})
 * @param pages how its list is had when that is long ({@code x-pages}); null when it is no such list
 * @param rules what its requests must be like
 */
public record ApiOperation(
        String id,
        HttpMethod method,
        String path,
        @Nullable Role leastRole,
        String servedBy,
        @Nullable String lastValues,
        boolean isOnBridge,
        boolean takesEndedToken,
        @Nullable Pages pages,
        RequestRules rules) {
    private static final String EVERYBODY = "public";

    static ApiOperation of(HttpMethod method, String path, JsonNode operation, References references) {
        String role = operation.get("x-role").textValue();
        return new ApiOperation(
                operation.get("operationId").textValue(),
                method,
                path,
                EVERYBODY.equals(role) ? null : Role.of(role),
                operation.path("x-served-by").asText("api-gateway"),
                operation.path("x-last-values").textValue(),
                operation.path("x-bridge").booleanValue(),
                operation.path("x-ended-token").booleanValue(),
                Pages.of(operation.path("x-pages")),
                RequestRules.of(operation, references));
    }

    ApiOperation forEverybody() {
        return new ApiOperation(
                id, method, path, null, servedBy, lastValues, isOnBridge, takesEndedToken, pages, rules);
    }

    public boolean isPublic() {
        return leastRole == null;
    }

    /** Whether a caller of this role may call it. */
    public boolean isFor(Role role) {
        return leastRole == null || role.isAtLeast(leastRole);
    }

    /** Whether it may be repeated without a second effect. */
    public boolean isSafe() {
        return method.equals(HttpMethod.GET);
    }
}
