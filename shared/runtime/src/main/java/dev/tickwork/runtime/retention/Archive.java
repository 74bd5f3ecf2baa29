package dev.tickwork.runtime.retention;

import java.time.Instant;
import java.util.UUID;

/**
 * What an archive says about itself, in its first line.
 *
 * @param format {@link #FORMAT}; another one cannot be read
 * @param world {@code simulated} or {@code real}
 * @param table where its rows were
 * @param id names it
 * @param runId the run that wrote it
 * @param archivedAt when
 * @param rows how many rows follow, one a line
 * @param from the moment of the oldest
 * @param to the moment of the newest
 */
record Archive(
        String format,
        String world,
        String table,
        UUID id,
        UUID runId,
        Instant archivedAt,
        int rows,
        Instant from,
        Instant to) {
    static final String FORMAT = "tickwork-archive-1";
}
