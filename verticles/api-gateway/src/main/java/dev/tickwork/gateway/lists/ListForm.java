package dev.tickwork.gateway.lists;

import com.fasterxml.jackson.databind.JsonNode;

/** How a list is written, piece by piece. One form writes one list. */
interface ListForm {
    /** For {@code Content-Type}. */
    String type();

    /** What comes before the first item. @param first the first page */
    String head(JsonNode first);

    /** The items of one page. */
    String items(JsonNode items);

    /** What comes behind the last item. @param nextCursor of the last page */
    String tail(JsonNode nextCursor);
}
