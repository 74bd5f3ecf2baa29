package dev.tickwork.messages;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON of one of our own that is taken apart and handed on as it was written: a long page is not read only to be written
 * again. It is not checked beyond that.
 */
public final class JsonText {
    private JsonText() {}

    /** The fields of an object in their order, each with its value as JSON; a {@link WireException} when it is none. */
    public static Map<String, String> fields(String object) {
        Map<String, String> fields = new LinkedHashMap<>();
        var cursor = new JsonCursor(object);
        for (boolean more = cursor.enter('{', '}'); more; more = cursor.next('}')) {
            String name = Wire.tree(cursor.value()).textValue();
            cursor.skip(':');
            fields.put(name, cursor.value());
        }
        return fields;
    }

    /** The reverse, but for the braces; empty when there are none. */
    public static String joined(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> TextNode.valueOf(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(","));
    }

    /** How many elements an array has; a {@link WireException} when it is none. */
    public static int size(String array) {
        int size = 0;
        var cursor = new JsonCursor(array);
        for (boolean more = cursor.enter('[', ']'); more; more = cursor.next(']')) {
            cursor.skipValue();
            size++;
        }
        return size;
    }
}
