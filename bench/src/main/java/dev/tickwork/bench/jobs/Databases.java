package dev.tickwork.bench.jobs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The databases of the contenders, seen from another one of the same server, so that looking at them costs them nothing. */
final class Databases implements AutoCloseable {
    private final PostgresAddress address;
    private final Connection connection;
    private int made;

    Databases(PostgresAddress address) throws SQLException {
        this.address = address;
        this.connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    /** A new empty database; what was written before is on disk, so that nobody pays for the one before. */
    PostgresAddress fresh() throws SQLException {
        String name = "bench_" + ++made;
        execute("CREATE DATABASE " + name);
        execute("CHECKPOINT");
        return address.with(name);
    }

    /** Gives the room back, whoever still uses it. */
    void drop(PostgresAddress database) throws SQLException {
        execute("DROP DATABASE " + database.database() + " WITH (FORCE)");
    }

    /** How many transactions ended there so far, well or not. */
    long transactions(PostgresAddress database) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = ?")) {
            statement.setString(1, database.database());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
