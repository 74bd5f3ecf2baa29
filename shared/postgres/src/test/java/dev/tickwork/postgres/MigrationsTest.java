package dev.tickwork.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.TcpProxy;
import dev.tickwork.testservers.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class MigrationsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @Test
    void brings_an_empty_database_up_to_date_and_stamps_it(TestDatabase database) throws SQLException {
        MigrationResult result = migrate(database.url(), "simulated");

        assertThat(result.applied()).isPositive();
        assertThat(result.version()).matches("\\d{12}");
        assertThat(ask(database, "SELECT world FROM tickwork_world")).isEqualTo("simulated");
        assertThat(ask(database, "SELECT extract(epoch FROM stamped_at)::bigint FROM tickwork_world"))
                .isEqualTo(String.valueOf(NOON.getEpochSecond()));
    }

    @Test
    void does_nothing_the_second_time(TestDatabase database) {
        MigrationResult first = migrate(database.url(), "simulated");

        MigrationResult second = migrate(database.url(), "simulated");

        assertThat(second).isEqualTo(new MigrationResult(0, first.version()));
    }

    @Test
    void finds_its_files_in_the_history_as_flyway_noted_them(TestDatabase database) throws SQLException {
        migrate(database.url(), "simulated");

        assertThat(history(database).applied()).containsExactlyInAnyOrderElementsOf(OwnMigrations.all());
        assertThat(history(database).holds(OwnMigrations.all())).isTrue();
    }

    @Test
    void applies_a_file_that_arrives_after_a_newer_one(TestDatabase database) throws SQLException {
        migrate(database.url(), "simulated");
        ask(database, "DROP TABLE moved_clock; DELETE FROM flyway_schema_history WHERE script LIKE '%moved_clock%'");

        assertThat(migrate(database.url(), "simulated").applied()).isOne();
        assertThat(ask(database, "SELECT to_regclass('moved_clock')")).isEqualTo("moved_clock");
    }

    @Test
    void refuses_a_file_that_was_changed_after_it_was_applied(TestDatabase database) throws SQLException {
        migrate(database.url(), "simulated");
        ask(database, "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '202611220900'");

        assertThatThrownBy(() -> migrate(database.url(), "simulated")).isInstanceOf(MigrationFailed.class);
    }

    @Test
    void lets_several_nodes_start_on_an_empty_database_together(TestDatabase database) throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        Callable<MigrationResult> node = () -> migrate(database.url(), "simulated");

        var nodes = threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> node).toList());

        int applied = 0;
        for (var one : nodes) {
            applied += one.get().applied();
        }
        threads.shutdown();
        assertThat(applied).isEqualTo(migrationsIn(database));
    }

    @Test
    void refuses_a_simulated_database_to_a_real_process_and_names_the_ways_out(TestDatabase database) {
        migrate(database.url(), "simulated");

        assertThatThrownBy(() -> migrate(database.url(), "real"))
                .isInstanceOf(WrongWorld.class)
                .hasMessageContaining("holds simulated data")
                .hasMessageContaining("set ENVIRONMENT to something other than production")
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("TICKWORK_DATA");
    }

    @Test
    void refuses_a_real_database_to_a_simulated_process_and_names_the_ways_out(TestDatabase database) {
        migrate(database.url(), "real");

        assertThatThrownBy(() -> migrate(database.url(), "simulated"))
                .isInstanceOf(WrongWorld.class)
                .hasMessageContaining("holds real data")
                .hasMessageContaining("set ENVIRONMENT=production")
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("TICKWORK_DATA");
    }

    @Test
    void applies_nothing_to_a_database_of_the_other_world(TestDatabase database) throws SQLException {
        ask(database, "CREATE TABLE tickwork_world (world text); INSERT INTO tickwork_world VALUES ('real')");

        assertThatThrownBy(() -> migrate(database.url(), "simulated")).isInstanceOf(WrongWorld.class);

        assertThat(ask(database, "SELECT to_regclass('flyway_schema_history')")).isNull();
    }

    @Test
    void lets_one_world_win_when_two_start_together(TestDatabase database) throws Exception {
        var threads = Executors.newFixedThreadPool(2);

        var simulated = threads.submit(() -> migrate(database.url(), "simulated"));
        var real = threads.submit(() -> migrate(database.url(), "real"));

        int refused = 0;
        for (var one : new java.util.concurrent.Future<?>[] {simulated, real}) {
            try {
                one.get();
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(WrongWorld.class);
                refused++;
            }
        }
        threads.shutdown();
        assertThat(refused).isEqualTo(1);
    }

    @Test
    void starts_on_the_schema_of_a_later_release(TestDatabase database) throws SQLException {
        migrate(database.url(), "simulated");
        ask(database, """
                INSERT INTO flyway_schema_history
                SELECT max(installed_rank) + 1, '299901010000', 'later', 'SQL', 'V299901010000__later.sql', 0, 'test',
                       max(installed_on), 1, true
                  FROM flyway_schema_history
                """);

        assertThat(migrate(database.url(), "simulated").applied()).isZero();
    }

    @Test
    void refuses_a_database_that_belongs_to_somebody_else(TestDatabase database) throws SQLException {
        ask(database, "CREATE TABLE somebody_elses (id int)");

        assertThatThrownBy(() -> migrate(database.url(), "simulated"))
                .isInstanceOf(MigrationFailed.class)
                .hasMessageContaining("non-empty");
    }

    @Test
    void waits_for_a_database_that_starts_beside_it(TestDatabase database) {
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        try (TcpProxy wire = TcpProxy.to(database.url())) {
            wire.cut();
            var unused = later.schedule(wire::restore, 600, TimeUnit.MILLISECONDS);

            MigrationResult result = new Migrations(PostgresUrl.parse(wire.through(database.url())), CLOCK)
                    .run("simulated", Duration.ofSeconds(20));

            assertThat(result.applied()).isPositive();
        }
        later.shutdown();
    }

    @Test
    void says_plainly_that_nobody_answers(TestDatabase database) {
        try (TcpProxy wire = TcpProxy.to(database.url())) {
            wire.cut();

            assertThatThrownBy(() -> migrate(wire.through(database.url()), "simulated"))
                    .isInstanceOf(DatabaseUnreachable.class)
                    .hasMessage("postgres does not answer at 127.0.0.1:" + wire.port()
                            + ": start it or check DATABASE_URL");
        }
    }

    @Test
    void says_plainly_that_the_database_is_missing(TestDatabase database) {
        String elsewhere = database.url() + "_not_there";

        assertThatThrownBy(() -> migrate(elsewhere, "simulated"))
                .isInstanceOf(DatabaseUnreachable.class)
                .hasMessageContaining(
                        "has no database " + PostgresUrl.parse(elsewhere).database());
    }

    @Test
    void says_plainly_that_the_password_is_wrong_without_waiting(TestDatabase database) throws SQLException {
        PostgresUrl url = PostgresUrl.parse(database.url());
        String other = "postgres://nobody:hush@%s:%d/%s".formatted(url.host(), url.port(), url.database());

        assertThatThrownBy(
                        () -> new Migrations(PostgresUrl.parse(other), CLOCK).run("simulated", Duration.ofMinutes(5)))
                .isInstanceOf(DatabaseUnreachable.class)
                .hasMessageContaining("nobody")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("hush"));
    }

    @CanIgnoreReturnValue
    private static MigrationResult migrate(String url, String world) {
        return new Migrations(PostgresUrl.parse(url), CLOCK).run(world, Duration.ZERO);
    }

    private static SchemaHistory history(TestDatabase database) throws SQLException {
        PostgresUrl url = PostgresUrl.parse(database.url());
        try (Connection connection = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password())) {
            return SchemaHistory.read(connection);
        }
    }

    private static int migrationsIn(TestDatabase database) throws SQLException {
        String count = ask(database, "SELECT count(*) FROM flyway_schema_history WHERE version IS NOT NULL");
        return Integer.parseInt(count);
    }

    @CanIgnoreReturnValue
    private static String ask(TestDatabase database, String sql) throws SQLException {
        PostgresUrl url = PostgresUrl.parse(database.url());
        try (Connection connection = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
                Statement statement = connection.createStatement()) {
            boolean answers = statement.execute(sql);
            ResultSet rows = statement.getResultSet();
            return answers && rows.next() ? rows.getString(1) : "";
        }
    }
}
