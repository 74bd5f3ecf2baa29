package dev.tickwork.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The contract without its answers. vertx-openapi 5.0.8 refuses a document that names {@code application/problem+json},
 * {@code text/csv} and other media types.
 */
final class RequestsOnly {
    private static final List<String> OF_ANSWERS = List.of("responses", "headers", "examples");

    private RequestsOnly() {}

    static ObjectNode of(ObjectNode served) {
        ObjectNode copy = served.deepCopy();
        copy.remove("servers"); // a relative address is refused too
        if (copy.get("components") instanceof ObjectNode components) {
            components.remove(OF_ANSWERS);
        }
        copy.path("paths").forEach(path -> path.forEach(RequestsOnly::withoutAnswers));
        return copy;
    }

    private static void withoutAnswers(JsonNode operation) {
        if (operation instanceof ObjectNode object && object.has("responses")) {
            object.putObject("responses").putObject("default").put("description", "See the served contract.");
        }
    }
}
