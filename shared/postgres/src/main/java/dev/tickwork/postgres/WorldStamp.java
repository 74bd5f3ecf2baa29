package dev.tickwork.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads and writes {@code tickwork_world}: one row that says whether a database holds simulated or real data. */
final class WorldStamp {
    private static final String IS_THERE = """
            SELECT to_regclass('tickwork_world') IS NOT NULL
            """;
    private static final String READ = """
            SELECT world
              FROM tickwork_world
            """;
    private static final String STAMP = """
            INSERT INTO tickwork_world (world, stamped_at)
            VALUES (?, ?)
            ON CONFLICT DO NOTHING
            """;

    private final Connection connection;
    private final PostgresUrl url;

    WorldStamp(Connection connection, PostgresUrl url) {
        this.connection = connection;
        this.url = url;
    }

    /** Before migrating: a database of the other world is not touched at all. */
    void requireUnstampedOr(String world) throws SQLException {
        if (ask(IS_THERE).map("t"::equals).orElse(false)) {
            require(world);
        }
    }

    /** The first process decides; everyone else must agree. */
    void stamp(String world, Instant at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STAMP)) {
            statement.setString(1, world);
            statement.setObject(2, at.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
        require(world);
    }

    private void require(String world) throws SQLException {
        String found = ask(READ).orElse(world);
        if (!found.equals(world)) {
            throw new WrongWorld(found, world, url);
        }
    }

    private Optional<String> ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }
}
