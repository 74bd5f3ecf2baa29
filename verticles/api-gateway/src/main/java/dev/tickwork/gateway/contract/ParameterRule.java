package dev.tickwork.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.messages.ApiProblem.Invalid;
import dev.tickwork.messages.Wire;
import io.vertx.core.json.Json;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Parameter;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one path or query parameter must be like.
 *
 * @param name in the contract
 * @param isRequired whether it must be there
 * @param type into what its text is read
 * @param byDefault its value when it is not there; null for none
 * @param validator of the value
 */
record ParameterRule(
        String name,
        boolean isRequired,
        SchemaType type,
        @Nullable JsonNode byDefault,
        Validator validator) {
    /** Longer ones are no numbers that anybody means. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private static final Pattern CONTROL_CHARACTER = Pattern.compile("\\p{Cntrl}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static ParameterRule of(Parameter parameter, SchemaRepository schemas) {
        JsonSchema schema = parameter.getSchema();
        Object byDefault = schema.get("default");
        return new ParameterRule(
                parameter.getName(),
                parameter.isRequired(),
                parameter.getSchemaType(),
                byDefault == null ? null : Wire.tree(Json.encode(byDefault)),
                schemas.validator(schema));
    }

    /** The text as what the parameter is; as text where it is not that, for {@link #check} to complain of. */
    JsonNode typed(String text) {
        return switch (type) {
            case INTEGER ->
                WHOLE_NUMBER.matcher(text).matches() ? NODES.numberNode(Long.parseLong(text)) : NODES.textNode(text);
            case BOOLEAN ->
                text.equals("true") || text.equals("false")
                        ? NODES.booleanNode(Boolean.parseBoolean(text))
                        : NODES.textNode(text);
            case ARRAY -> list(text);
            default -> NODES.textNode(text);
        };
    }

    /** Checks the parameter among the given ones, and puts its default there when it is absent. */
    void check(ObjectNode given, List<Invalid> mistakes) {
        JsonNode value = given.get(name);
        if (value != null) {
            mistakes.addAll(mistakesOf(value));
            return;
        }
        if (isRequired) {
            mistakes.add(new Invalid(name, "is missing"));
            return;
        }
        if (byDefault != null) {
            given.set(name, byDefault);
        }
    }

    private List<Invalid> mistakesOf(JsonNode value) {
        if (value.isTextual() && CONTROL_CHARACTER.matcher(value.textValue()).find()) {
            return List.of(new Invalid(name, "has a control character"));
        }
        return SchemaMistakes.inParameter(name, validator.validate(PlainJson.of(value)));
    }

    private static ArrayNode list(String text) {
        ArrayNode items = NODES.arrayNode();
        for (String item : text.split(",", -1)) {
            items.add(item);
        }
        return items;
    }
}
