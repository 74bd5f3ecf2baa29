package dev.tickwork.postgres;

/**
 * A file of {@code migrations/}, as Flyway notes it.
 *
 * @param file its name, {@code V<version>__what.sql}
 * @param checksum of what it says
 */
record Migration(String file, int checksum) {
    private static final String AFTER_VERSION = "__";

    /** The minute that it was written in, such as {@code 202611220900}; a later one sorts after an earlier one. */
    String version() {
        return file.substring(1, file.indexOf(AFTER_VERSION));
    }
}
