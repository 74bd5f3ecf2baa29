package dev.tickwork.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class RealPostgresTest {
    // JDBC overrides the zone with the JVM's, so SHOW would not see what other clients get.
    private static final String ZONE_OF_NEW_SESSIONS = """
            SELECT array_to_string(setconfig, ',')
              FROM pg_db_role_setting
              JOIN pg_database ON pg_database.oid = setdatabase
             WHERE datname = current_database()
            """;

    @Test
    void gives_each_test_a_database_that_answers(TestDatabase database) throws SQLException {
        assertThat(ask(database.url(), "SELECT current_database()")).startsWith("test_");
    }

    @Test
    void gives_the_same_database_to_all_parameters_of_one_test(TestDatabase first, TestDatabase second) {
        assertThat(first).isEqualTo(second);
    }

    @Test
    void keeps_the_session_away_from_utc(TestDatabase database) throws SQLException {
        assertThat(ask(database.url(), ZONE_OF_NEW_SESSIONS)).containsIgnoringCase("timezone=Asia/Kolkata");
    }

    @Test
    void fills_a_template_once_and_copies_it_for_each_caller() throws SQLException {
        var fills = new AtomicInteger();

        try (var first = RealPostgres.fromTemplate("counted", url -> fill(url, fills));
                var second = RealPostgres.fromTemplate("counted", url -> fill(url, fills))) {
            assertThat(first).isNotEqualTo(second);
            assertThat(ask(first.url(), "SELECT count(*) FROM filled")).isEqualTo("1");
            assertThat(ask(second.url(), ZONE_OF_NEW_SESSIONS)).isEqualTo(ask(first.url(), ZONE_OF_NEW_SESSIONS));
        }
        assertThat(fills).hasValue(1);
    }

    @Test
    void drops_a_closed_database_even_while_somebody_is_connected() throws SQLException {
        TestDatabase database = RealPostgres.empty();

        try (Connection connection = connect(database.url())) {
            database.close();

            assertThatThrownBy(() -> ask(connection, "SELECT 1")).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> ask(database.url(), "SELECT 1")).hasMessageContaining("does not exist");
    }

    @Test
    void reads_the_server_that_the_environment_names() {
        PostgresServer server = PostgresServers.given(URI.create("postgresql://me:secret@db.example/postgres"));

        assertThat(server).isEqualTo(new PostgresServer("db.example", 5432, "me", "secret", true));
    }

    private static void fill(String url, AtomicInteger fills) {
        fills.incrementAndGet();
        try (Connection connection = connect(url);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE filled AS SELECT 1 AS one");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ask(String url, String sql) throws SQLException {
        try (Connection connection = connect(url)) {
            return ask(connection, sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(String url) throws SQLException {
        URI uri = URI.create(url);
        String[] login = uri.getUserInfo().split(":", 2);
        String jdbc = "jdbc:postgresql://%s:%d%s".formatted(uri.getHost(), uri.getPort(), uri.getPath());
        return DriverManager.getConnection(jdbc, login[0], login[1]);
    }
}
