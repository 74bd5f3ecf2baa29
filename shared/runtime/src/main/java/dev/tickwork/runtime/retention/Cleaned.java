package dev.tickwork.runtime.retention;

import java.time.Instant;

/**
 * What became of one table.
 *
 * @param table the table
 * @param before rows before this moment went, or would go
 * @param rows how many
 * @param archives how many files they are in; 0 when nothing was written
 * @param bytes of these files together
 * @param dryRun whether this only was counted
 * @param optimised whether the table's space and plans were tidied up afterwards
 */
record Cleaned(String table, Instant before, long rows, int archives, long bytes, boolean dryRun, boolean optimised) {}
