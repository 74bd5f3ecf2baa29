package dev.tickwork.gaprepair.answers;

import dev.tickwork.messages.ApiProblem;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, made of one row more than it may have.
 *
 * @param items what is shown
 * @param nextCursor where the next page begins; null when this is the last
 */
record Paging<T>(List<T> items, @Nullable String nextCursor) {
    static <T> Paging<T> of(List<T> rows, int limit, Function<T, String> cursorOf) {
        List<T> items = rows.subList(0, Math.min(limit, rows.size()));
        return new Paging<>(items, rows.size() > limit ? cursorOf.apply(items.get(limit - 1)) : null);
    }

    /** What a cursor of ours says; {@code start} without one. */
    static <C> C decoded(@Nullable String cursor, C start, Function<String, C> reader) {
        try {
            return cursor == null ? start : reader.apply(cursor);
        } catch (RuntimeException malformed) {
            throw ApiProblem.invalid("cursor", "is not one that this operation gave");
        }
    }
}
