package dev.tickwork.processes;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads a database without Tickwork. */
record Tables(String url) {
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> all(String sql, Reader<T> reader, Object... arguments) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return all(statement.executeQuery(), reader);
        }
    }

    private static <T> List<T> all(ResultSet rows, Reader<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
            all.add(reader.read(rows));
        }
        return all;
    }

    private Connection connect() throws SQLException {
        URI address = URI.create(url);
        String[] login = address.getUserInfo().split(":", 2);
        String jdbc = "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath();
        return DriverManager.getConnection(jdbc, login[0], login[1]);
    }
}
