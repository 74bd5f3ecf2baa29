package dev.tickwork.gateway.lists;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.JsonText;
import dev.tickwork.messages.JsonText.Part;
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
        Map<String, Part> fields = JsonText.fields(json);
        Part items = required(fields.remove("items"));
        Part nextCursor = required(fields.remove("next_cursor"));
        return new Page(JsonText.joined(fields), items.text(), items.size(), nextCursor.text());
    }

    /** Where to go on; null behind the last. */
    @Nullable
    String next() {
        return Wire.tree(nextCursor).textValue();
    }

    JsonNode itemsAsTree() {
        return Wire.tree(items);
    }

    private static Part required(@Nullable Part field) {
        if (field == null) {
            throw new IllegalStateException("a page has no items, or does not say whether another follows");
        }
        return field;
    }
}
