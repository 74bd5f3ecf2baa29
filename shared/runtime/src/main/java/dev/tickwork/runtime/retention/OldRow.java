package dev.tickwork.runtime.retention;

import java.time.Instant;

/**
 * A row that was taken out of its table.
 *
 * @param at the moment that decides how old it is
 * @param json the row, or what belongs together, as one JSON object that the table's room can put back
 */
public record OldRow(Instant at, String json) {}
