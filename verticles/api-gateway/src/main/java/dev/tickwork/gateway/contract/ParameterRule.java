package dev.tickwork.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.messages.ApiProblem.Invalid;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one path or query parameter must be like.
 *
 * @param name in the contract
 * @param isRequired whether it must be there
 * @param schema of its value; says into what its text is read, too
 */
record ParameterRule(String name, boolean isRequired, Schema schema) {
    /** Longer ones are no numbers that anybody means. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private static final Pattern CONTROL_CHARACTER = Pattern.compile("\\p{Cntrl}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static ParameterRule of(JsonNode parameter) {
        return new ParameterRule(
                parameter.get("name").textValue(),
                parameter.path("required").booleanValue(),
                new Schema(parameter.get("schema")));
    }

    /** The text as what the parameter is; as text where it is not that, for {@link #check} to complain of. */
    JsonNode typed(String text) {
        return switch (schema.type()) {
            case "integer" ->
                WHOLE_NUMBER.matcher(text).matches() ? NODES.numberNode(Long.parseLong(text)) : NODES.textNode(text);
            case "boolean" ->
                text.equals("true") || text.equals("false")
                        ? NODES.booleanNode(Boolean.parseBoolean(text))
                        : NODES.textNode(text);
            case "array" -> list(text);
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
        JsonNode byDefault = schema.byDefault();
        if (byDefault != null) {
            given.set(name, byDefault);
        }
    }

    private List<Invalid> mistakesOf(JsonNode value) {
        if (value.isTextual() && CONTROL_CHARACTER.matcher(value.textValue()).find()) {
            return List.of(new Invalid(name, "has a control character"));
        }
        return SchemaMistakes.inParameter(name, schema.check(value));
    }

    private static ArrayNode list(String text) {
        ArrayNode items = NODES.arrayNode();
        for (String item : text.split(",", -1)) {
            items.add(item);
        }
        return items;
    }
}
