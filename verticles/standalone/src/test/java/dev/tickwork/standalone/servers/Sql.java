package dev.tickwork.standalone.servers;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Says one statement to a Postgres, or asks it for one value. */
record Sql(String url) {
    void run(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String ask(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "no row";
        }
    }

    private Connection connect() throws SQLException {
        var address = URI.create(url);
        var login = address.getUserInfo().split(":");
        var jdbc = "jdbc:postgresql://127.0.0.1:" + address.getPort() + address.getPath();
        return DriverManager.getConnection(jdbc, login[0], login[1]);
    }
}
