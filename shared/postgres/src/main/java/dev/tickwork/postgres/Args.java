package dev.tickwork.postgres;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The arguments {@code $1, $2, …} of one statement: text, numbers, Instant, LocalDate, UUID, byte[], null, {@link Column}. */
public final class Args {
    private final Tuple tuple;

    private Args(Tuple tuple) {
        this.tuple = tuple;
    }

    public static Args of(@Nullable Object... values) {
        Tuple tuple = Tuple.tuple();
        for (Object value : values) {
            tuple.addValue(encoded(value));
        }
        return new Args(tuple);
    }

    Tuple tuple() {
        return tuple;
    }

    private static @Nullable Object encoded(@Nullable Object value) {
        if (value instanceof Instant instant) {
            return Column.atUtc(instant);
        }
        if (value instanceof byte[] bytes) {
            return Column.buffer(bytes);
        }
        if (value instanceof Column column) {
            return column.values();
        }
        if (value instanceof Collection || value instanceof Object[]) {
            throw new IllegalArgumentException(
                    "a list is passed as a Column, which knows its type: " + value.getClass());
        }
        return value;
    }
}
