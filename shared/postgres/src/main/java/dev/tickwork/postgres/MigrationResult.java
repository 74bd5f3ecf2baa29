package dev.tickwork.postgres;

/**
 * What {@link Migrations} did.
 *
 * @param applied files applied now; 0 when the schema was up to date
 * @param version of the newest file that the database has, such as {@code 202611220900}
 */
public record MigrationResult(int applied, String version) {}
