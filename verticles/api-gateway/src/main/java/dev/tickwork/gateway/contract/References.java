package dev.tickwork.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the parts of a document refer to. No part may contain itself. */
final class References {
    private static final String REFERENCE = "$ref";

    private final JsonNode document;

    References(JsonNode document) {
        this.document = document;
    }

    /** A copy of a part that has in it what it refers to. What is written beside a reference only describes and is left out. */
    JsonNode resolved(JsonNode part) {
        if (part.isArray()) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            part.forEach(item -> items.add(resolved(item)));
            return items;
        }
        if (!part.isObject()) {
            return part;
        }
        return part.has(REFERENCE) ? resolved(target(part.get(REFERENCE).textValue())) : fields(part);
    }

    private ObjectNode fields(JsonNode part) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        part.fields().forEachRemaining(field -> fields.set(field.getKey(), resolved(field.getValue())));
        return fields;
    }

    private JsonNode target(String reference) {
        return document.requiredAt(reference.substring(1));
    }
}
