package dev.tickwork.testkit.api;

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
import org.jspecify.annotations.Nullable;

/** The contract as a gateway serves it, held against what it really answers. */
final class ServedContract {
    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
            .setBaseUri("app://contract")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);
    private static final Map<Integer, ServedContract> BY_PORT = new ConcurrentHashMap<>();
    private static final String PROBLEM = "application/problem+json";
    private static final JsonObject PROBLEM_SCHEMA = new JsonObject().put("$ref", "#/components/schemas/Problem");
    private static final int FIRST_ERROR = 400;

    private final JsonObject document;
    /** By their schema as it is written; making one takes as long as many requests. */
    private final Map<String, Validator> validators = new ConcurrentHashMap<>();

    private ServedContract(JsonObject document) {
        this.document = document;
    }

    static ServedContract of(ApiCaller caller) {
        return BY_PORT.computeIfAbsent(caller.port(), port -> new ServedContract(new JsonObject(caller.document())));
    }

    /** Fails the test when the contract does not name this status, media type and body for the operation. */
    void check(String method, String path, HttpResponse<String> response) {
        if (method.equals("HEAD")) {
            require(response.body().isEmpty(), "HEAD was answered with a body");
            return;
        }
        String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        if (response.statusCode() >= FIRST_ERROR && !type.equals("application/json")) {
            require(type.equals(PROBLEM), path + " answered " + response.statusCode() + " as " + type);
            requireFit(PROBLEM_SCHEMA, response.body());
        }
        operation(method, path).ifPresent(operation -> check(operation, type, response));
    }

    private void check(JsonObject operation, String type, HttpResponse<String> response) {
        String said = operation.getString("operationId") + " answered " + response.statusCode() + " as " + type + ": "
                + response.body();
        JsonObject content = answer(operation, response.statusCode(), said).getJsonObject("content");
        if (content == null) {
            require(response.body().isEmpty(), said);
            return;
        }
        JsonObject media = required(content.getJsonObject(type), said);
        if (!type.startsWith("text/")) {
            requireFit(media.getJsonObject("schema"), response.body());
        }
    }

    private JsonObject answer(JsonObject operation, int status, String said) {
        JsonObject answers = operation.getJsonObject("responses");
        JsonObject named = answers.getJsonObject(String.valueOf(status));
        JsonObject answer = required(
                named == null && status >= FIRST_ERROR ? answers.getJsonObject("default") : named,
                said + ", which the contract does not name");
        String reference = answer.getString("$ref");
        return reference == null
                ? answer
                : document.getJsonObject("components")
                        .getJsonObject("responses")
                        .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private void requireFit(JsonObject schema, String body) {
        OutputUnit result = validators
                .computeIfAbsent(schema.encode(), written -> validator(schema))
                .validate(Json.decodeValue(body));
        require(Boolean.TRUE.equals(result.getValid()), result.getErrors() + " of " + body);
    }

    /** Of copies, for the validator writes into what it is given. */
    private Validator validator(JsonObject schema) {
        var whole = new JsonObject()
                .put("$id", "app://contract/answer")
                .put("components", document.getJsonObject("components").copy())
                .put("allOf", new JsonArray().add(schema.copy()));
        return Validator.create(JsonSchema.of(whole), OPTIONS);
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

    private static JsonObject required(@Nullable JsonObject part, String complaint) {
        if (part == null) {
            throw new AssertionError(complaint);
        }
        return part;
    }

    private static void require(boolean fits, String complaint) {
        if (!fits) {
            throw new AssertionError(complaint);
        }
    }
}
