package dev.tickwork.postgres;

import java.time.Duration;

/**
 * How a process uses its database.
 *
 * @param application shown in {@code pg_stat_activity}
 * @param poolSize connections at most, at least 1; one more listens for notifications
 * @param connectTimeout to connect, and to wait for a free connection
 * @param statementTimeout after which Postgres ends a statement
 * @param transactionTimeout after which a whole read or write is given up
 */
public record PostgresConfig(
        PostgresUrl url,
        String application,
        int poolSize,
        Duration connectTimeout,
        Duration statementTimeout,
        Duration transactionTimeout) {

    public PostgresConfig {
        if (poolSize < 1) {
            throw new IllegalArgumentException("poolSize must be at least 1, not " + poolSize);
        }
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("statementTimeout", statementTimeout);
        requirePositive("transactionTimeout", transactionTimeout);
    }

    /** Eight connections, 5 s to connect, 10 s a statement, 30 s a transaction. */
    public static PostgresConfig standard(PostgresUrl url, String application) {
        return new PostgresConfig(
                url, application, 8, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    public PostgresConfig withPoolSize(int connections) {
        return new PostgresConfig(url, application, connections, connectTimeout, statementTimeout, transactionTimeout);
    }

    public PostgresConfig withTimeouts(Duration connect, Duration statement, Duration transaction) {
        return new PostgresConfig(url, application, poolSize, connect, statement, transaction);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.toMillis() <= 0) {
            throw new IllegalArgumentException(name + " must be at least a millisecond, not " + value);
        }
    }
}
