package dev.tickwork.messages;

/**
 * A place on the bus that carries exactly one kind of record, as JSON.
 *
 * @param address where it is said; families are {@code live.}, {@code event.} and {@code node.}
 * @param type the record that is said there
 */
public record Topic<T extends Record>(String address, Class<T> type) {}
