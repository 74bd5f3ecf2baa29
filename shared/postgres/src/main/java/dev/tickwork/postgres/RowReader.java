package dev.tickwork.postgres;

/** Makes a record of a row. */
@FunctionalInterface
public interface RowReader<T> {
    T read(Row row);
}
