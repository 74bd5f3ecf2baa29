package dev.tickwork.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Which migrations a database has, as Flyway noted them. To read it takes a fraction of the time in which Flyway finds
 * out that there is nothing to do.
 *
 * @param applied those with a version
 * @param isSound false when one of them failed
 */
record SchemaHistory(List<Migration> applied, boolean isSound) {
    private static final String IS_THERE = """
            SELECT to_regclass('flyway_schema_history') IS NOT NULL
            """;
    private static final String READ = """
            SELECT script, coalesce(checksum, 0), success
              FROM flyway_schema_history
             WHERE version IS NOT NULL
            """;

    SchemaHistory {
        applied = List.copyOf(applied);
    }

    /** Empty for a database that Flyway never saw. */
    static SchemaHistory read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet there = statement.executeQuery(IS_THERE)) {
                if (!there.next() || !there.getBoolean(1)) {
                    return new SchemaHistory(List.of(), true);
                }
            }
            try (ResultSet rows = statement.executeQuery(READ)) {
                return of(rows);
            }
        }
    }

    private static SchemaHistory of(ResultSet rows) throws SQLException {
        var applied = new ArrayList<Migration>();
        boolean isSound = true;
        while (rows.next()) {
            applied.add(new Migration(rows.getString(1), rows.getInt(2)));
            isSound &= rows.getBoolean(3);
        }
        return new SchemaHistory(applied, isSound);
    }

    /** Whether all of these were applied as they are now; there may be others. */
    boolean holds(List<Migration> own) {
        return isSound && applied.containsAll(own);
    }

    /** Whether one of these arrives after a newer one, as it may from another branch. */
    boolean isAheadOf(List<Migration> own) {
        return own.stream()
                .filter(file -> !applied.contains(file))
                .anyMatch(file -> file.version().compareTo(newest()) < 0);
    }

    /** The version of the newest; empty when there is none. */
    String newest() {
        return applied.stream().map(Migration::version).max(String::compareTo).orElse("");
    }
}
