package dev.tickwork.testservers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A running Postgres and its superuser.
 *
 * @param outlivesUs true when it was there before this JVM and stays after it
 */
record PostgresServer(String host, int port, String user, String password, boolean outlivesUs) {

    String url(String database) {
        return "postgres://%s:%s@%s:%d/%s".formatted(user, password, host, port, database);
    }

    void execute(String... statements) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), user, password);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("test server " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    private String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/postgres".formatted(host, port);
    }
}
