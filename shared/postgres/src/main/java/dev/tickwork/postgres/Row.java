package dev.tickwork.postgres;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.data.Numeric;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One row of an answer. A getter names the column and fails when it is null, of another type, or not there; the getters
 * on {@code OrNull} allow null.
 *
 * <p>JSON is selected as text ({@code SELECT payload::text}), because the client would round its numbers.
 */
public final class Row {
    private final io.vertx.sqlclient.Row row;
    private final Map<String, Integer> positions;

    /** @param positions where each column is; the client would look through all names for it */
    Row(io.vertx.sqlclient.Row row, Map<String, Integer> positions) {
        this.row = row;
        this.positions = positions;
    }

    /** Of text, varchar, and of json and enum columns that were cast to text. */
    public String text(String column) {
        return required(column, textOrNull(column));
    }

    public @Nullable String textOrNull(String column) {
        Object value = value(column);
        return value == null ? null : asText(column, value);
    }

    /** Of smallint and integer, and of a bigint or numeric without decimals that fits. */
    public int integer(String column) {
        return Math.toIntExact(number(column));
    }

    public @Nullable Integer integerOrNull(String column) {
        Long number = numberOrNull(column);
        return number == null ? null : Math.toIntExact(number);
    }

    /** Of smallint, integer and bigint, and of a numeric without decimals that fits. */
    public long number(String column) {
        return required(column, numberOrNull(column));
    }

    public @Nullable Long numberOrNull(String column) {
        Object value = value(column);
        return value == null ? null : asNumber(column, value);
    }

    /** Of numeric and the integers, with the scale of the column. */
    public BigDecimal decimal(String column) {
        return required(column, decimalOrNull(column));
    }

    public @Nullable BigDecimal decimalOrNull(String column) {
        Object value = value(column);
        return value == null ? null : asDecimal(column, value);
    }

    /** Of real and double precision: what was computed, never a price. */
    public double real(String column) {
        return required(column, realOrNull(column));
    }

    public @Nullable Double realOrNull(String column) {
        Number number = optional(Number.class, column);
        return number == null ? null : number.doubleValue();
    }

    public boolean flag(String column) {
        return required(column, flagOrNull(column));
    }

    public @Nullable Boolean flagOrNull(String column) {
        return optional(Boolean.class, column);
    }

    /** Of timestamptz, to the microsecond. */
    public Instant instant(String column) {
        return required(column, instantOrNull(column));
    }

    public @Nullable Instant instantOrNull(String column) {
        OffsetDateTime value = optional(OffsetDateTime.class, column);
        return value == null ? null : value.toInstant();
    }

    public LocalDate date(String column) {
        return required(column, dateOrNull(column));
    }

    public @Nullable LocalDate dateOrNull(String column) {
        return optional(LocalDate.class, column);
    }

    public UUID uuid(String column) {
        return required(column, uuidOrNull(column));
    }

    public @Nullable UUID uuidOrNull(String column) {
        return optional(UUID.class, column);
    }

    /** Of bytea. */
    public byte[] bytes(String column) {
        return required(column, bytesOrNull(column));
    }

    public byte @Nullable [] bytesOrNull(String column) {
        Buffer value = optional(Buffer.class, column);
        return value == null ? null : value.getBytes();
    }

    /** Of text[]; empty when the array is. */
    public List<String> texts(String column) {
        return list(column, value -> asText(column, value));
    }

    /** Of bigint[] and integer[]; empty when the array is. */
    public List<Long> numbers(String column) {
        return list(column, value -> asDecimal(column, value).longValueExact());
    }

    /** Of numeric[]; empty when the array is. */
    public List<BigDecimal> decimals(String column) {
        return list(column, value -> asDecimal(column, value));
    }

    /** Of timestamptz[]; empty when the array is. */
    public List<Instant> instants(String column) {
        return list(column, value -> as(OffsetDateTime.class, column, value).toInstant());
    }

    /** Of uuid[]; empty when the array is. */
    public List<UUID> uuids(String column) {
        return list(column, value -> as(UUID.class, column, value));
    }

    private <T> List<T> list(String column, Function<Object, T> reader) {
        Object[] values = required(column, optional(Object[].class, column));
        return Arrays.stream(values)
                .map(value -> reader.apply(required(column, value)))
                .toList();
    }

    private <T> @Nullable T optional(Class<T> type, String column) {
        Object value = value(column);
        return value == null ? null : as(type, column, value);
    }

    private @Nullable Object value(String column) {
        Integer position = positions.get(column);
        if (position == null) {
            throw new NoSuchElementException("there is no column " + column);
        }
        return row.getValue(position);
    }

    private static <T> T required(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }

    private static String asText(String column, Object value) {
        if (value instanceof JsonObject || value instanceof JsonArray) {
            throw new IllegalStateException("column " + column + " is JSON: select it as " + column + "::text");
        }
        return as(String.class, column, value);
    }

    private static long asNumber(String column, Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short
                ? ((Number) value).longValue()
                : asDecimal(column, value).longValueExact();
    }

    private static BigDecimal asDecimal(String column, Object value) {
        if (value instanceof Numeric numeric) {
            return asDecimal(column, numeric);
        }
        return new BigDecimal(as(Number.class, column, value).toString());
    }

    private static BigDecimal asDecimal(String column, Numeric numeric) {
        if (numeric.isNaN()) {
            throw new IllegalStateException("column " + column + " is NaN");
        }
        return numeric.bigDecimalValue();
    }

    private static <T> T as(Class<T> type, String column, Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalStateException("column " + column + " is a "
                    + value.getClass().getSimpleName() + " and is read as " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
