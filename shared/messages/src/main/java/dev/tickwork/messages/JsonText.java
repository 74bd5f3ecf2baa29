package dev.tickwork.messages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON of one of our own that is taken apart and handed on as it was written: a long page is not made into objects only to
 * be written again.
 */
public final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    /** The fields of an object in their order, each with its value as JSON; a {@link WireException} when it is none. */
    public static Map<String, String> fields(String object) {
        return walk(object, JsonToken.START_OBJECT, parser -> {
            Map<String, String> fields = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value(parser, object));
            }
            return fields;
        });
    }

    /** The reverse, but for the braces; empty when there are none. */
    public static String joined(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> TextNode.valueOf(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(","));
    }

    /** How many elements an array has; a {@link WireException} when it is none. */
    public static int size(String array) {
        return walk(array, JsonToken.START_ARRAY, parser -> {
            int size = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
                size++;
            }
            return size;
        });
    }

    private static <T> T walk(String text, JsonToken opening, Walk<T> walk) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != opening) {
                throw new WireException("not the JSON that was expected: there is no " + opening.asString(), null);
            }
            return walk.over(parser);
        } catch (IOException e) {
            throw new WireException("not JSON: " + e.getMessage(), e);
        }
    }

    private static String value(JsonParser parser, String text) throws IOException {
        int begin = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return text.substring(begin, (int) parser.currentLocation().getCharOffset());
    }

    private interface Walk<T> {
        T over(JsonParser parser) throws IOException;
    }
}
