package dev.tickwork.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.messages.Wire;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ContractDocumentTest {
    private static final Vertx vertx = Vertx.vertx();
    private static JsonObject document;

    @BeforeAll
    static void load() throws Exception {
        document = new JsonObject(
                ApiContract.load(vertx).await(20, TimeUnit.SECONDS).document());
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void how_requests_must_be_is_said_as_openapi_wants_it() throws Exception {
        var requests = RequestsOnly.of((ObjectNode) Wire.tree(document.encode()));

        OpenAPIContract loaded =
                OpenAPIContract.from(vertx, new JsonObject(requests.toString())).await(20, TimeUnit.SECONDS);

        assertThat(loaded.operations()).hasSize((int) operations().count());
    }

    @Test
    void every_example_fits_its_schema() {
        List<JsonObject> media = media(document.getMap()).toList();

        assertThat(media.stream().flatMap(one -> examples(one).stream()).toList())
                .hasSizeGreaterThan(10);
        for (JsonObject one : media) {
            for (Object example : examples(one)) {
                var result = Validator.create(schema(one), options()).validate(example);
                assertThat(result.getValid())
                        .as("%s: %s", example, result.getErrors())
                        .isTrue();
            }
        }
    }

    @Test
    void every_operation_says_what_may_go_wrong() {
        operations().forEach(operation -> {
            var answers = operation.getJsonObject("responses").fieldNames();
            String id = operation.getString("operationId");
            assertThat(answers).as(id).contains("default");
            if (!"public".equals(operation.getString("x-role"))) {
                assertThat(answers).as(id).contains("401", "429");
            }
            if (operation.containsKey("requestBody")) {
                assertThat(answers).as(id).contains("400", "413", "415", "422");
            }
            if (operation.containsKey("x-served-by")) {
                assertThat(answers).as(id).contains("503");
            }
        });
    }

    @Test
    void every_operation_is_described_and_belongs_to_a_known_group() {
        List<String> groups = document.getJsonArray("tags").stream()
                .map(tag -> ((JsonObject) tag).getString("name"))
                .toList();

        operations().forEach(operation -> {
            assertThat(operation.getString("summary"))
                    .as(operation.getString("operationId"))
                    .isNotBlank();
            assertThat(groups).contains(operation.getJsonArray("tags").getString(0));
        });
    }

    @Test
    void a_list_that_comes_whole_has_what_that_takes() {
        List<JsonObject> lists = operations()
                .filter(operation -> operation.containsKey("x-pages"))
                .toList();

        assertThat(lists).isNotEmpty().allSatisfy(operation -> {
            JsonObject content =
                    operation.getJsonObject("responses").getJsonObject("200").getJsonObject("content");
            JsonObject page = found(content.getJsonObject("application/json").getJsonObject("schema"));
            JsonObject item = itemOf(operation);
            assertThat(parameters(operation)).contains("limit", "cursor", "all");
            assertThat(content.containsKey("text/csv")).isTrue();
            assertThat(property(page, "next_cursor")).isNotNull();
            assertThat(operation.getJsonObject("x-pages").getJsonArray("columns"))
                    .allSatisfy(column -> assertThat(property(item, String.valueOf(column)))
                            .as("%s of %s", column, operation.getString("operationId"))
                            .isNotNull());
        });
    }

    @Test
    void a_file_leads_to_where_its_candles_came_from_as_the_document_does() {
        List<JsonObject> lists = operations()
                .filter(operation -> operation.containsKey("x-pages"))
                .toList();

        assertThat(lists.stream().flatMap(list -> batches(itemOf(list), "")))
                .contains("batch_id", "old.batch_id", "new.batch_id");
        assertThat(lists).allSatisfy(list -> assertThat(list.getJsonObject("x-pages").getJsonArray("columns").stream()
                        .map(String::valueOf))
                .as(list.getString("operationId"))
                .containsAll(batches(itemOf(list), "").toList()));
    }

    private static JsonObject itemOf(JsonObject list) {
        JsonObject content =
                list.getJsonObject("responses").getJsonObject("200").getJsonObject("content");
        JsonObject page = found(content.getJsonObject("application/json").getJsonObject("schema"));
        return found(property(page, "items").getJsonObject("items"));
    }

    /** Where a schema names batches, with dots for fields inside of others. */
    private static Stream<String> batches(JsonObject schema, String path) {
        JsonObject properties = found(schema).getJsonObject("properties", new JsonObject());
        return properties.fieldNames().stream()
                .flatMap(name -> name.equals("batch_id")
                        ? Stream.of(path + name)
                        : batches(properties.getJsonObject(name), path + name + "."));
    }

    private static List<String> parameters(JsonObject operation) {
        return operation.getJsonArray("parameters").stream()
                .map(parameter -> found((JsonObject) parameter).getString("name"))
                .toList();
    }

    /** The schema of a field, or with dots of a field inside it. */
    private static JsonObject property(JsonObject schema, String path) {
        JsonObject at = schema;
        for (String name : path.split("\\.", -1)) {
            at = found(at.getJsonObject("properties").getJsonObject(name));
        }
        return at;
    }

    private static JsonObject found(JsonObject object) {
        String reference = object.getString("$ref");
        if (reference == null) {
            return object;
        }
        String[] names = reference.split("/", -1);
        return document.getJsonObject("components").getJsonObject(names[2]).getJsonObject(names[3]);
    }

    private static Stream<JsonObject> operations() {
        return document.getJsonObject("paths").stream()
                .map(path -> (JsonObject) path.getValue())
                .flatMap(JsonObject::stream)
                .map(entry -> (JsonObject) entry.getValue());
    }

    /** Every object that has a schema with examples beside it. */
    @SuppressWarnings("unchecked")
    private static Stream<JsonObject> media(Object value) {
        if (value instanceof Map<?, ?> object) {
            Stream<JsonObject> inside = object.values().stream().flatMap(ContractDocumentTest::media);
            return object.containsKey("schema") && object.containsKey("examples")
                    ? Stream.concat(Stream.of(new JsonObject((Map<String, Object>) object)), inside)
                    : inside;
        }
        return value instanceof List<?> list ? list.stream().flatMap(ContractDocumentTest::media) : Stream.empty();
    }

    private static List<Object> examples(JsonObject media) {
        List<Object> examples = new ArrayList<>();
        media.getJsonObject("examples").forEach(entry -> examples.add(value((JsonObject) entry.getValue())));
        return examples;
    }

    private static Object value(JsonObject example) {
        String reference = example.getString("$ref");
        JsonObject found = reference == null
                ? example
                : document.getJsonObject("components")
                        .getJsonObject("examples")
                        .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
        return Objects.requireNonNull(found.getValue("value"));
    }

    /** Of copies, for the validator writes into what it is given. */
    private static JsonSchema schema(JsonObject media) {
        return JsonSchema.of(new JsonObject()
                .put("$id", "app://contract/example")
                .put("components", document.getJsonObject("components").copy())
                .put("allOf", new JsonArray().add(media.getJsonObject("schema").copy())));
    }

    private static JsonSchemaOptions options() {
        return new JsonSchemaOptions()
                .setBaseUri("app://contract")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic);
    }
}
