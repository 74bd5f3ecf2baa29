package dev.tickwork.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The OpenAPI document that this gateway keeps to, {@code openapi.yaml} among its resources. */
public final class ApiContract {
    private static final String RESOURCE = "/openapi.yaml";

    private final String document;
    private final Map<String, ApiOperation> operations;

    private ApiContract(String document, Map<String, ApiOperation> operations) {
        this.document = document;
        this.operations = operations;
    }

    /** Reads the document, which is part of the jar. */
    public static Future<ApiContract> load(Vertx vertx) {
        return vertx.executeBlocking(() -> of(read()));
    }

    /** The whole document as JSON, as it is served. */
    public String document() {
        return document;
    }

    /** All operations, by id. */
    public List<ApiOperation> operations() {
        return List.copyOf(operations.values());
    }

    /** The operation of that id; empty when the contract has none. */
    public Optional<ApiOperation> operation(String id) {
        return Optional.ofNullable(operations.get(id));
    }

    /** The same, but that everybody may call this operation. */
    public ApiContract withPublic(String id) {
        Map<String, ApiOperation> changed = new TreeMap<>(operations);
        changed.computeIfPresent(id, (known, operation) -> operation.forEverybody());
        return new ApiContract(document, changed);
    }

    private static JsonNode read() {
        try (InputStream yaml = Objects.requireNonNull(ApiContract.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ApiContract of(JsonNode document) {
        var references = new References(document);
        Map<String, ApiOperation> operations = new TreeMap<>();
        document.get("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(entry -> {
                    HttpMethod method = HttpMethod.valueOf(entry.getKey().toUpperCase(Locale.ROOT));
                    ApiOperation operation = ApiOperation.of(method, path.getKey(), entry.getValue(), references);
                    operations.put(operation.id(), operation);
                }));
        return new ApiContract(document.toString(), operations);
    }
}
