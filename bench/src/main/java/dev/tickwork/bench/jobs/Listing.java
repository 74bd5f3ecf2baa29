package dev.tickwork.bench.jobs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.LongStream;

/** The questions that a console's lists of runs come down to, put to the ledger. */
enum Listing {
    NEWEST("the newest 50, ms", """
            SELECT id, job, state, attempt, node, enqueued_at, started_at, finished_at
              FROM job_runs
             ORDER BY id DESC
             LIMIT 50
            """),
    NEWEST_OF_JOB("the newest 50 of one job, ms", """
            SELECT id, job, state, attempt, node, enqueued_at, started_at, finished_at
              FROM job_runs
             WHERE job = 'bench'
             ORDER BY id DESC
             LIMIT 50
            """),
    FAILURES("the newest 50 that failed, ms", """
            SELECT id, job, state, attempt, node, enqueued_at, started_at, finished_at
              FROM job_runs
             WHERE state = 'FAILURE'
             ORDER BY id DESC
             LIMIT 50
            """),
    OLDEST("the last page, ms", """
            SELECT id, job, state, attempt, node, enqueued_at, started_at, finished_at
              FROM job_runs
             ORDER BY id
             LIMIT 50
            """);

    private static final int TIMES = 301;

    private final String shown;
    private final String sql;

    Listing(String shown, String sql) {
        this.shown = shown;
        this.sql = sql;
    }

    String shown() {
        return shown;
    }

    /** How many nanoseconds the answer takes, prepared and repeated; the median. */
    long nanos(PostgresAddress database) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.prepareStatement(sql)) {
            long[] nanos = new long[TIMES];
            for (int i = 0; i < TIMES; i++) {
                long begin = System.nanoTime();
                statement.executeQuery().close();
                nanos[i] = System.nanoTime() - begin;
            }
            return LongStream.of(nanos).sorted().toArray()[TIMES / 2];
        }
    }
}
