package dev.tickwork.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the first connection of a process, waiting for a database that starts beside us, and says plainly why not. */
final class StartConnector {
    private static final Logger log = LoggerFactory.getLogger(StartConnector.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    // Cannot connect, starting up or shutting down, too many connections: these pass.
    private static final Set<String> PASSING = Set.of("08001", "08004", "08006", "57P01", "57P02", "57P03", "53300");

    private final PostgresUrl url;

    StartConnector(PostgresUrl url) {
        this.url = url;
    }

    Connection connect(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return DriverManager.getConnection(url.jdbcUrl(), properties());
            } catch (SQLException e) {
                waitOrGiveUp(e, deadline);
            }
        }
    }

    private void waitOrGiveUp(SQLException failure, long deadline) {
        if (!PASSING.contains(state(failure)) || System.nanoTime() >= deadline) {
            throw new DatabaseUnreachable(reason(failure), failure);
        }
        log.atDebug().addKeyValue("error", failure.getMessage()).log("waiting for postgres");
        pause();
    }

    private String reason(SQLException failure) {
        String place = url.host() + ":" + url.port();
        switch (state(failure)) {
            case "28P01":
                return "postgres at %s refuses the password of user %s: check DATABASE_URL"
                        .formatted(place, url.user());
            case "28000":
                return "postgres at %s does not let user %s in: %s".formatted(place, url.user(), failure.getMessage());
            case "3D000":
                return "postgres at %s has no database %s: create it or check DATABASE_URL"
                        .formatted(place, url.database());
            case "08001":
                return "postgres does not answer at %s: start it or check DATABASE_URL".formatted(place);
            default:
                return "postgres at %s cannot be used: %s".formatted(place, failure.getMessage());
        }
    }

    private Properties properties() {
        var properties = new Properties();
        properties.setProperty("user", url.user());
        properties.setProperty("password", url.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("ApplicationName", "tickwork migrations");
        return properties;
    }

    private static String state(SQLException failure) {
        return String.valueOf(failure.getSQLState());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for postgres", e);
        }
    }
}
