package dev.tickwork.bench.jobs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** Fills {@code job_history} with runs of twenty jobs over the last eighty days, of which one in a thousand failed. */
final class LongHistory {
    /** How far back it goes. */
    static final Duration LENGTH = Duration.ofDays(80);

    private static final String FILL = """
            INSERT INTO job_history (id, job, queue, priority, state, attempt, node, enqueued_at, run_at, started_at,
                                     finished_at, rows_written, items_done, items_failed, had_result, error_class, error,
                                     trigger)
            SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3) || '8'
                    || substr(hash, 4, 15))::uuid,
                   CASE WHEN i % 20 = 0 THEN 'bench' ELSE 'bench-' || i % 20 END, 'default', 0,
                   CASE WHEN i % 1000 = 0 THEN 'FAILURE' ELSE 'SUCCESS' END, 1, 'a node', at, at, at,
                   at + interval '1 second', 1, 1, 0, false, CASE WHEN i % 1000 = 0 THEN 'bug' END,
                   CASE WHEN i % 1000 = 0 THEN 'it did not work' END, 'event'
              FROM generate_series(1, ?) AS i
             CROSS JOIN LATERAL (
                    SELECT now() - interval '80 days' * (1 - i::double precision / ?) AS at, md5(i::text) AS hash) made
            """;

    private static final String SETTLE = """
            VACUUM ANALYZE job_history
            """;

    private LongHistory() {}

    /** Adds so many rows, at a constant pace up to now; Postgres knows how many they are afterwards. */
    static void fill(PostgresAddress database, int rows) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var insert = connection.prepareStatement(FILL);
                var settle = connection.createStatement()) {
            insert.setInt(1, rows);
            insert.setInt(2, rows);
            insert.executeUpdate();
            settle.execute(SETTLE);
        }
    }
}
