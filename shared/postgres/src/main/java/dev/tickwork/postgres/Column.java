package dev.tickwork.postgres;

import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One value of many rows as an argument: {@code unnest($1::text[], $2::numeric[])} or {@code = ANY($1)}. Values may be
 * null and there may be none.
 *
 * <p>The type is chosen at the call, because of an empty list nobody can tell it.
 */
public final class Column {
    private final Object[] values;

    private Column(Object[] values) {
        this.values = values;
    }

    /** For text[]; JSON goes as text, too: {@code unnest($1::text[])} and then {@code ::jsonb}. */
    public static <R> Column texts(Collection<R> rows, Function<? super R, ? extends @Nullable String> value) {
        return of(rows, value, new String[rows.size()]);
    }

    /** For text[]. */
    public static Column texts(Collection<String> values) {
        return texts(values, Function.identity());
    }

    /** For bigint[]. */
    public static <R> Column numbers(Collection<R> rows, Function<? super R, ? extends @Nullable Long> value) {
        return of(rows, value, new Long[rows.size()]);
    }

    /** For integer[]. */
    public static <R> Column integers(Collection<R> rows, Function<? super R, ? extends @Nullable Integer> value) {
        return of(rows, value, new Integer[rows.size()]);
    }

    /** For numeric[], exact. */
    public static <R> Column decimals(Collection<R> rows, Function<? super R, ? extends @Nullable BigDecimal> value) {
        return of(rows, value.andThen(NullNumber::unlessPresent), new Number[rows.size()]);
    }

    /** For double precision[]. */
    public static <R> Column reals(Collection<R> rows, Function<? super R, ? extends @Nullable Double> value) {
        return of(rows, value, new Double[rows.size()]);
    }

    /** For boolean[]. */
    public static <R> Column flags(Collection<R> rows, Function<? super R, ? extends @Nullable Boolean> value) {
        return of(rows, value, new Boolean[rows.size()]);
    }

    /** For timestamptz[]; Postgres keeps microseconds. */
    public static <R> Column instants(Collection<R> rows, Function<? super R, ? extends @Nullable Instant> value) {
        return of(rows, value.andThen(Column::atUtc), new OffsetDateTime[rows.size()]);
    }

    /** For date[]. */
    public static <R> Column dates(Collection<R> rows, Function<? super R, ? extends @Nullable LocalDate> value) {
        return of(rows, value, new LocalDate[rows.size()]);
    }

    /** For uuid[]. */
    public static <R> Column uuids(Collection<R> rows, Function<? super R, ? extends @Nullable UUID> value) {
        return of(rows, value, new UUID[rows.size()]);
    }

    /** For uuid[]. */
    public static Column uuids(Collection<UUID> values) {
        return uuids(values, Function.identity());
    }

    /** For bytea[]. */
    public static <R> Column bytes(Collection<R> rows, Function<? super R, byte @Nullable []> value) {
        return of(rows, value.andThen(Column::buffer), new Buffer[rows.size()]);
    }

    private static <R> Column of(
            Collection<R> rows, Function<? super R, ? extends @Nullable Object> value, Object[] values) {
        int next = 0;
        for (R row : rows) {
            values[next++] = value.apply(row);
        }
        return new Column(values);
    }

    Object[] values() {
        return values;
    }

    static @Nullable OffsetDateTime atUtc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Buffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }

    /** The client writes a numeric array as text by asking each element, and fails at null. This one says NULL. */
    private static final class NullNumber extends Number {
        private static final long serialVersionUID = 1L;
        private static final NullNumber INSTANCE = new NullNumber();

        static Number unlessPresent(@Nullable BigDecimal value) {
            return value == null ? INSTANCE : value;
        }

        @Override
        public String toString() {
            return "NULL";
        }

        @Override
        public int intValue() {
            throw new UnsupportedOperationException("NULL is not a number");
        }

        @Override
        public long longValue() {
            throw new UnsupportedOperationException("NULL is not a number");
        }

        @Override
        public float floatValue() {
            throw new UnsupportedOperationException("NULL is not a number");
        }

        @Override
        public double doubleValue() {
            throw new UnsupportedOperationException("NULL is not a number");
        }
    }
}
