package dev.tickwork.gateway.lists;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A list as the one JSON document that it would be if it were short. */
final class JsonList implements ListForm {
    private boolean isBegun;

    @Override
    public String type() {
        return "application/json";
    }

    @Override
    public String head(JsonNode first) {
        ObjectNode around = first.deepCopy();
        around.remove("items");
        around.remove("next_cursor");
        String fields = around.toString();
        return fields.substring(0, fields.length() - 1) + (around.isEmpty() ? "" : ",") + "\"items\":[";
    }

    @Override
    public String items(JsonNode items) {
        var text = new StringBuilder();
        for (JsonNode item : items) {
            text.append(isBegun ? "," : "").append(item);
            isBegun = true;
        }
        return text.toString();
    }

    @Override
    public String tail(JsonNode nextCursor) {
        return "],\"next_cursor\":" + nextCursor + "}";
    }
}
