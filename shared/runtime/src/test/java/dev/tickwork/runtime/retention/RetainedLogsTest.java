package dev.tickwork.runtime.retention;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresFixture.class)
class RetainedLogsTest {
    private static final @Nullable String NOT_MOVED = null;
    private static final String RUN = """
            INSERT INTO job_history (id, job, queue, priority, state, attempt, node, enqueued_at, run_at, started_at,
                                     finished_at, rows_written, items_done, items_failed, result, had_result,
                                     error_class, error, trigger, asked_by, args, parent)
            VALUES ($1, 'price-fetch', 'default', 0, 'FAILURE', 2, 'desk', $2, $2, $2, $2, 3, 2, 1, '{"a": 1.50}', true,
                    'transient', 'no "answer"', 'api', 'anna', '{"mode": "smart"}', $3)
            """;
    private static final String ATTEMPT = """
            INSERT INTO job_attempts (run_id, attempt, node, started_at, ended_at, error_class, error)
            VALUES ($1, 1, 'desk', $2, $2, 'transient', 'away')
            """;
    private static final String PROGRESS = """
            INSERT INTO job_progress (run_id, attempt, done, total, message, since, updated_at)
            VALUES ($1, 2, 3, 4, 'three', $2, $2)
            """;
    private static final String LINES = """
            INSERT INTO job_log (run_id, claim, line, at, level, message)
            SELECT $1, 1, n, $2, 'INFO', 'line ' || n
              FROM generate_series(1, 3) AS n
            """;
    private static final String GOING_ON = """
            INSERT INTO job_queue (id, job, queue, state, node, enqueued_at, run_at, started_at, is_ready, trigger)
            VALUES ($1, 'cleanup', 'low_priority', 'STARTED', 'desk', $2, $2, $2, false, 'api')
            """;
    private static final String FINGERPRINT = """
            SELECT md5(concat((SELECT string_agg(h::text, ';' ORDER BY id) FROM job_history h),
                              (SELECT string_agg(a::text, ';' ORDER BY run_id) FROM job_attempts a),
                              (SELECT string_agg(p::text, ';' ORDER BY run_id) FROM job_progress p),
                              (SELECT string_agg(l::text, ';' ORDER BY run_id, line) FROM job_log l))) AS ledger
            """;
    private static final String LEFT = """
            SELECT count(*) + (SELECT count(*) FROM job_attempts) + (SELECT count(*) FROM job_progress)
                   + (SELECT count(*) FROM job_log) AS rows
              FROM job_history
            """;

    @TempDir
    private Path folder;

    private Database database;
    private Attic attic;

    @BeforeEach
    void open(Database connected) {
        database = connected;
        attic = new Attic(connected, folder);
    }

    @Test
    void a_run_goes_with_all_that_belongs_to_it_and_comes_back_so() {
        run(10, null);
        run(11, null);
        run(2, null);
        String before = fingerprint();

        var cleaned = attic.clean(new RetainedLogs(365), 9);

        assertThat(cleaned.rows()).isEqualTo(2);
        assertThat(left()).isEqualTo(6);
        var back = (JobOutcome.Done) attic.restore(new RetainedLogs(365), NOT_MOVED);
        assertThat(back.rowsWritten()).isEqualTo(2);
        assertThat(fingerprint()).isEqualTo(before);
        attic.restore(new RetainedLogs(365), NOT_MOVED);
        assertThat(fingerprint()).isEqualTo(before);
    }

    @Test
    void the_children_of_a_run_that_goes_on_stay() {
        UUID parent = id(12);
        change(GOING_ON, parent, ago(12));
        run(11, parent);
        run(10, null);

        var counted = attic.count(new RetainedLogs(365), 9);
        var cleaned = attic.clean(new RetainedLogs(365), 9);

        assertThat(counted.rows()).isEqualTo(1);
        assertThat(cleaned.rows()).isEqualTo(1);
    }

    private void run(int daysAgo, UUID parent) {
        UUID run = id(daysAgo);
        change(RUN, run, ago(daysAgo), parent);
        change(ATTEMPT, run, ago(daysAgo));
        change(PROGRESS, run, ago(daysAgo));
        change(LINES, run, ago(daysAgo));
    }

    private static UUID id(int daysAgo) {
        return new UUID(ago(daysAgo).toEpochMilli() << 16 | 0x7000, daysAgo);
    }

    private static Instant ago(int days) {
        return Things.NOON.minus(Duration.ofDays(days));
    }

    private String fingerprint() {
        return done(database.read(tx -> tx.query(FINGERPRINT, row -> row.text("ledger"))))
                .get(0);
    }

    private int left() {
        return done(database.read(tx -> tx.query(LEFT, row -> row.integer("rows"))))
                .get(0);
    }

    private void change(String sql, Object... args) {
        done(database.write(tx -> tx.execute(sql, args)));
    }
}
