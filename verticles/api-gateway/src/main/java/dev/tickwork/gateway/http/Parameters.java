package dev.tickwork.gateway.http;

import dev.tickwork.messages.ApiProblem;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The path and query parameters of a request, decoded once. */
final class Parameters {
    private static final int MOST = 100;

    private Parameters() {}

    /** @throws ApiProblem 400 when the query is not well encoded */
    static Map<String, List<String>> of(RoutingContext request) {
        Map<String, List<String>> parameters =
                new HashMap<>(query(request.request().query()));
        request.pathParams().forEach((name, value) -> parameters.put(name, List.of(value)));
        return parameters;
    }

    private static Map<String, List<String>> query(@Nullable String query) {
        if (query == null) {
            return Map.of();
        }
        try {
            return QueryStringDecoder.builder()
                    .hasPath(false)
                    .maxParams(MOST)
                    .build(query)
                    .parameters();
        } catch (IllegalArgumentException e) {
            throw ApiProblem.of(400, "malformed_query", "the query is not well encoded");
        }
    }
}
