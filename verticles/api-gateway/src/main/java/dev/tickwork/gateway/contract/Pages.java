package dev.tickwork.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a list that may be long is had, from {@code x-pages}. Its pages have {@code items} and {@code next_cursor}, and take
 * {@code limit} and {@code cursor}.
 *
 * @param rows how many are asked for at a time: so many that a page stays under 256 KiB
 * @param columns of the same list as CSV, in order: fields of an item, with a dot between a field and one inside it
 */
public record Pages(int rows, List<String> columns) {
    public Pages {
        if (rows < 1) {
            throw new IllegalArgumentException("x-pages: rows " + rows + " is less than 1");
        }
        columns = List.copyOf(columns);
    }

    static @Nullable Pages of(JsonNode said) {
        if (said.isMissingNode()) {
            return null;
        }
        List<String> columns = new ArrayList<>();
        said.get("columns").forEach(column -> columns.add(column.textValue()));
        return new Pages(said.get("rows").intValue(), columns);
    }
}
