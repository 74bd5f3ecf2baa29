package dev.tickwork.messages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * JSON of one of our own that is taken apart and handed on as it was written: a long page is not made into objects only to
 * be written again, and is looked through once.
 */
public final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    /**
     * A value as it is written.
     *
     * @param size how many elements it has; 0 unless it is an array
     */
    public record Part(String text, int size) {}

    /** The fields of an object in their order; a {@link WireException} when it is none. */
    public static Map<String, Part> fields(String object) {
        return fields(object, "", Set.of());
    }

    /**
     * The same of an object that may have been written with its longest field behind all others: then that one goes up to
     * the end and is not looked through.
     *
     * @param longest its name
     * @param others those that stand before it when it is the last one
     */
    static Map<String, Part> fields(String object, String longest, Set<String> others) {
        try (JsonParser parser = JSON.createParser(object)) {
            require(parser.nextToken() == JsonToken.START_OBJECT && object.endsWith("}"));
            Map<String, Part> fields = new LinkedHashMap<>();
            boolean isAtLast = false;
            while (!isAtLast && parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                require(parser.nextToken() != null);
                isAtLast = name.equals(longest) && fields.keySet().containsAll(others);
                fields.put(name, isAtLast ? rest(parser, object) : part(parser, object));
            }
            return fields;
        } catch (IOException e) {
            throw new WireException("not JSON: " + e.getMessage(), e);
        }
    }

    /** The reverse, but for the braces; empty when there are none. */
    public static String joined(Map<String, Part> fields) {
        return fields.entrySet().stream()
                .map(field -> TextNode.valueOf(field.getKey()) + ":"
                        + field.getValue().text())
                .collect(Collectors.joining(","));
    }

    private static Part part(JsonParser parser, String object) throws IOException {
        int begin = begin(parser);
        int size = parser.currentToken() == JsonToken.START_ARRAY ? skipElements(parser) : 0;
        parser.skipChildren();
        parser.finishToken();
        return new Part(object.substring(begin, (int) parser.currentLocation().getCharOffset()), size);
    }

    private static Part rest(JsonParser parser, String object) {
        return new Part(object.substring(begin(parser), object.length() - 1), 0);
    }

    private static int begin(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private static int skipElements(JsonParser parser) throws IOException {
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            size++;
        }
        return size;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new WireException("not a JSON object", null);
        }
    }
}
