package dev.tickwork.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** JSON as the schema validator of Vert.x takes it. */
final class PlainJson {
    private PlainJson() {}

    /**
     * The tree in Vert.x's types. A fraction becomes a double, which is enough to check it: asking an exact
     * {@code 1e999999999} whether it is whole would take all memory.
     */
    static @Nullable Object of(JsonNode tree) {
        return switch (tree.getNodeType()) {
            case OBJECT -> object(tree);
            case ARRAY -> array(tree);
            case STRING -> tree.textValue();
            case BOOLEAN -> tree.booleanValue();
            case NUMBER -> tree.isIntegralNumber() ? tree.numberValue() : (Object) tree.doubleValue();
            default -> null;
        };
    }

    private static JsonObject object(JsonNode tree) {
        var object = new JsonObject();
        tree.fields().forEachRemaining(field -> object.put(field.getKey(), of(field.getValue())));
        return object;
    }

    private static JsonArray array(JsonNode tree) {
        var array = new JsonArray();
        tree.forEach(item -> array.add(of(item)));
        return array;
    }
}
