package dev.tickwork.runtime.retention;

import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Database;

/** What the jobs of retention share. */
record RetentionParts(
        Database database,
        Time time,
        Archivist archivist,
        ArchiveFolder folder,
        ArchiveStore archives,
        PolicyStore policies) {
    Optimising optimising() {
        return new Optimising(database, time);
    }
}
