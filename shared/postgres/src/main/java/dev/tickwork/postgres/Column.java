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
        return new Column(rows.stream().map(value).toArray(String[]::new));
    }

    /** For text[]. */
    public static Column texts(Collection<String> values) {
        return texts(values, Function.identity());
    }

    /** For bigint[]. */
    public static <R> Column numbers(Collection<R> rows, Function<? super R, ? extends @Nullable Long> value) {
        return new Column(rows.stream().map(value).toArray(Long[]::new));
    }

    /** For integer[]. */
    public static <R> Column integers(Collection<R> rows, Function<? super R, ? extends @Nullable Integer> value) {
        return new Column(rows.stream().map(value).toArray(Integer[]::new));
    }

    /** For numeric[], exact. */
    public static <R> Column decimals(Collection<R> rows, Function<? super R, ? extends @Nullable BigDecimal> value) {
        return new Column(
                rows.stream().map(value).map(NullNumber::unlessPresent).toArray(Number[]::new));
    }

    /** For double precision[]. */
    public static <R> Column reals(Collection<R> rows, Function<? super R, ? extends @Nullable Double> value) {
        return new Column(rows.stream().map(value).toArray(Double[]::new));
    }

    /** For boolean[]. */
    public static <R> Column flags(Collection<R> rows, Function<? super R, ? extends @Nullable Boolean> value) {
        return new Column(rows.stream().map(value).toArray(Boolean[]::new));
    }

    /** For timestamptz[]; Postgres keeps microseconds. */
    public static <R> Column instants(Collection<R> rows, Function<? super R, ? extends @Nullable Instant> value) {
        return new Column(rows.stream().map(value).map(Column::atUtc).toArray(OffsetDateTime[]::new));
    }

    /** For date[]. */
    public static <R> Column dates(Collection<R> rows, Function<? super R, ? extends @Nullable LocalDate> value) {
        return new Column(rows.stream().map(value).toArray(LocalDate[]::new));
    }

    /** For uuid[]. */
    public static <R> Column uuids(Collection<R> rows, Function<? super R, ? extends @Nullable UUID> value) {
        return new Column(rows.stream().map(value).toArray(UUID[]::new));
    }

    /** For uuid[]. */
    public static Column uuids(Collection<UUID> values) {
        return uuids(values, Function.identity());
    }

    /** For bytea[]. */
    public static <R> Column bytes(Collection<R> rows, Function<? super R, byte @Nullable []> value) {
        return new Column(rows.stream().map(value).map(Column::buffer).toArray(Buffer[]::new));
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
