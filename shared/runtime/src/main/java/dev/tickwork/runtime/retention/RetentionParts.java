package dev.tickwork.runtime.retention;

import dev.tickwork.postgres.Database;

/** What the jobs of retention share. */
record RetentionParts(
        Database database, Archivist archivist, ArchiveFolder folder, ArchiveStore archives, PolicyStore policies) {}
