package dev.tickwork.gateway.lists;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.JsonText;
import dev.tickwork.messages.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page as its room wrote it; all parts are JSON.
 *
 * @param around the fields beside the items and the cursor, without braces
 * @param items an array
 * @param size how many items
 * @param nextCursor a text, or null on the last page
 */
record Page(String around, String items, int size, String nextCursor) {
    static Page of(String json) {
        Map<String, String> fields = JsonText.fields(json);
        String items = required(fields.remove("items"));
        String nextCursor = required(fields.remove("next_cursor"));
        return new Page(JsonText.joined(fields), items, JsonText.size(items), nextCursor);
    }

    /** Where to go on; null behind the last. */
    @Nullable
    String next() {
        return Wire.tree(nextCursor).textValue();
    }

    JsonNode itemsAsTree() {
        return Wire.tree(items);
    }

    private static String required(@Nullable String field) {
        if (field == null) {
            throw new IllegalStateException("a page has no items, or does not say whether another follows");
        }
        return field;
    }
}
