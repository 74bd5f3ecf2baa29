package dev.tickwork.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The OpenAPI document that this gateway keeps to, {@code openapi.yaml} among its resources. */
public final class ApiContract {
    private static final String RESOURCE = "/openapi.yaml";

    private final String document;
    private final Map<String, ApiOperation> operations;

    private ApiContract(String document, Map<String, ApiOperation> operations) {
        this.document = document;
        this.operations = operations;
    }

    /** Reads and checks the document; fails when it is not a valid OpenAPI 3.1 contract. */
    public static Future<ApiContract> load(Vertx vertx) {
        return vertx.executeBlocking(ApiContract::read).compose(served -> {
            var loadable = new JsonObject(RequestsOnly.of(served).toString());
            return OpenAPIContract.from(vertx, loadable).map(loaded -> of(served, loaded));
        });
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

    private static ObjectNode read() {
        try (InputStream yaml = Objects.requireNonNull(ApiContract.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            JsonNode read = new YAMLMapper().readTree(yaml);
            return (ObjectNode) read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ApiContract of(ObjectNode served, OpenAPIContract loaded) {
        Map<String, ApiOperation> operations = loaded.operations().stream()
                .map(operation -> ApiOperation.of(operation, loaded.getSchemaRepository()))
                .collect(Collectors.toMap(ApiOperation::id, Function.identity(), (one, other) -> one, TreeMap::new));
        return new ApiContract(served.toString(), operations);
    }
}
