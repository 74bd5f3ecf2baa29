package dev.tickwork.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The contract as a gateway serves it, held against what it really answers. */
final class ServedContract {
    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
            .setBaseUri("app://contract")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);
    private static final Map<Integer, ServedContract> BY_PORT = new ConcurrentHashMap<>();
    private static final String PROBLEM = "application/problem+json";

    private final JsonObject document;

    private ServedContract(JsonObject document) {
        this.document = document;
    }

    static ServedContract of(Caller caller) {
        return BY_PORT.computeIfAbsent(caller.port(), port -> new ServedContract(new JsonObject(caller.document())));
    }

    /** Fails the test when the contract does not name this status, media type and body for the operation. */
    void check(String method, String path, HttpResponse<String> response) {
        if (method.equals("HEAD")) {
            assertThat(response.body()).isEmpty();
            return;
        }
        int status = response.statusCode();
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (status >= 400 && !type.startsWith("application/json")) {
            assertThat(type).isEqualTo(PROBLEM);
            assertFits(new JsonObject().put("$ref", "#/components/schemas/Problem"), response.body());
        }
        operation(method, path).ifPresent(operation -> check(operation, status, type, response.body()));
    }

    private void check(JsonObject operation, int status, String type, String body) {
        String id = operation.getString("operationId");
        JsonObject answers = operation.getJsonObject("responses");
        JsonObject answer = answers.getJsonObject(String.valueOf(status), answers.getJsonObject("default"));
        assertThat(answer)
                .as("%s answered %s, which the contract does not name: %s", id, status, body)
                .isNotNull();
        JsonObject content = resolved(answer).getJsonObject("content");
        if (content == null) {
            assertThat(body).as(id).isEmpty();
            return;
        }
        JsonObject media = content.getJsonObject(type.split(";", 2)[0]);
        assertThat(media).as("%s answered %s as %s", id, status, type).isNotNull();
        if (!type.startsWith("text/")) {
            assertFits(media.getJsonObject("schema"), body);
        }
    }

    private void assertFits(JsonObject schema, String body) {
        var whole = new JsonObject()
                .put("$id", "app://contract/answer")
                .put("components", document.getJsonObject("components"))
                .put("allOf", new JsonArray().add(schema));
        OutputUnit result = Validator.create(JsonSchema.of(whole), OPTIONS).validate(Json.decodeValue(body));
        assertThat(result.getValid()).as("%s of %s", result.getErrors(), body).isTrue();
    }

    private JsonObject resolved(JsonObject answer) {
        String reference = answer.getString("$ref");
        if (reference == null) {
            return answer;
        }
        return document.getJsonObject("components")
                .getJsonObject("responses")
                .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private Optional<JsonObject> operation(String method, String path) {
        JsonObject paths = document.getJsonObject("paths");
        return paths.fieldNames().stream()
                .filter(template -> path.matches(template.replaceAll("\\{[^}]+}", "[^/]+")))
                .map(paths::getJsonObject)
                .map(operations -> operations.getJsonObject(method.toLowerCase(Locale.ROOT)))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
