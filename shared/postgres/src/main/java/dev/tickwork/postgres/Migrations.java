package dev.tickwork.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the schema up to date and makes sure that the database is of our world. It blocks, so it is called before
 * anything is deployed; any number of processes may do so at once.
 *
 * <p>The files lie in {@code migrations/} and are additive: the release before runs on the schema after.
 */
public final class Migrations {
    // A process of the release before does not know the newest files.
    private static final String[] UNKNOWN_FILES_ARE_FINE = {"*:future", "*:missing"};
    private static final int LOCK_ATTEMPTS_A_SECOND_APART = 300;

    private final PostgresUrl url;
    private final Clock clock;

    public Migrations(PostgresUrl url, Clock clock) {
        this.url = url;
        this.clock = clock;
    }

    /**
     * Safe to repeat.
     *
     * @param world {@code simulated} or {@code real}; a new database becomes of this world
     * @param patience how long to wait for a database that does not answer yet; zero asks once
     * @throws StartFailure whose message is all that an operator needs
     */
    public MigrationResult run(String world, Duration patience) {
        var connector = new StartConnector(url);
        try (Connection connection = connector.connect(patience)) {
            var stamp = new WorldStamp(connection, url);
            stamp.requireUnstampedOr(world);
            MigrationResult result = bringUpToDate(SchemaHistory.read(connection));
            stamp.stamp(world, clock.instant());
            return result;
        } catch (SQLException e) {
            throw new MigrationFailed("the database " + url + " refused: " + e.getMessage(), e);
        }
    }

    private MigrationResult bringUpToDate(SchemaHistory history) {
        List<Migration> own = OwnMigrations.all();
        return history.holds(own) ? new MigrationResult(0, history.newest()) : migrate(history.isAheadOf(own));
    }

    private MigrationResult migrate(boolean outOfOrder) {
        try {
            MigrateResult result = flyway(outOfOrder).migrate();
            return new MigrationResult(result.migrationsExecuted, versionOf(result));
        } catch (FlywayException e) {
            throw new MigrationFailed("the schema of " + url + " is not up to date: " + firstLine(e), e);
        }
    }

    private Flyway flyway(boolean outOfOrder) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(url.jdbcUrl(), url.user(), url.password())
                .locations("classpath:db/migration")
                .validateMigrationNaming(true)
                .outOfOrder(outOfOrder)
                .ignoreMigrationPatterns(UNKNOWN_FILES_ARE_FINE)
                .lockRetryCount(LOCK_ATTEMPTS_A_SECOND_APART)
                .load();
    }

    private static String versionOf(MigrateResult result) {
        String now = result.targetSchemaVersion;
        return now == null
                ? MigrationVersion.fromVersion(result.initialSchemaVersion).getVersion()
                : now;
    }

    private static String firstLine(FlywayException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("no reason given");
    }
}
