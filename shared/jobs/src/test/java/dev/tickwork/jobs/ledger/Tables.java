package dev.tickwork.jobs.ledger;

import static dev.tickwork.testservers.Await.done;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Migrations;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.postgres.Tx;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The engine's tables, filled by the test itself. */
final class Tables implements BeforeEachCallback, AfterEachCallback {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static final String QUEUED = """
            INSERT INTO job_queue (id, job, queue, state, node, enqueued_at, run_at, started_at, is_ready, trigger)
            VALUES ($1, $2, 'default', $3, CASE WHEN $3 = 'STARTED' THEN 'n-1' END, $4, $4,
                    CASE WHEN $3 = 'STARTED' THEN $4::timestamptz END, $3 = 'PENDING', 'api')
            """;
    private static final String ENDED = """
            INSERT INTO job_history (id, job, queue, priority, state, attempt, node, enqueued_at, run_at, started_at,
                                     finished_at, rows_written, items_done, items_failed, had_result, error_class,
                                     error, trigger)
            VALUES ($1, $2, 'default', 0, $3, 1, 'n-1', $4, $4, $4, $4::timestamptz + interval '2 seconds', 3, 2, 0, false,
                    CASE WHEN $3 = 'FAILURE' THEN 'transient' END, CASE WHEN $3 = 'FAILURE' THEN 'No answer' END, 'api')
            """;
    private static final String NODE = """
            INSERT INTO worker_nodes (id, name, host, pid, version, verticles, jobs, clock_offset_ms, started_at, seen_at)
            VALUES ($1, $2, 'desk', 4711, '0.1.0', '{price-fetcher}', '{"price-fetch": null}', 0, $3, $3)
            """;
    private static final String HOLD_PROGRESS = """
            LOCK TABLE job_progress
            """;
    private static final String WAITING = """
            SELECT count(*)::integer AS waiting
              FROM pg_locks
             WHERE relation = 'job_progress'::regclass
               AND NOT granted
            """;

    private Vertx vertx;
    private TestDatabase server;
    private Database database;

    @Override
    public void beforeEach(ExtensionContext context) {
        server = RealPostgres.fromTemplate("ledger", Tables::migrate);
        vertx = Vertx.vertx();
        database = Database.connect(
                vertx,
                PostgresConfig.standard(PostgresUrl.parse(server.url()), "test").withPoolSize(2));
        write(tx -> tx.execute(NODE, "n-1", "tickwork-1", NOON));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        done(database.close());
        done(vertx.close());
        server.close();
    }

    /** A run that was asked for at that moment and is in that state. */
    @CanIgnoreReturnValue
    UUID run(String job, String state, Instant at) {
        UUID id = idAt(at);
        boolean isOver = state.equals("SUCCESS") || state.equals("FAILURE") || state.equals("REVOKED");
        write(tx -> tx.execute(isOver ? ENDED : QUEUED, id, job, state, at));
        return id;
    }

    void node(String id, String name, Instant seenAt) {
        write(tx -> tx.execute(NODE, id, name, seenAt));
    }

    void change(String sql, Object... args) {
        write(tx -> tx.execute(sql, args));
    }

    <T> T read(Function<Tx, Future<T>> work) {
        return done(database.read(work));
    }

    /** What is read by several statements, when {@code change} is committed before the one that reads progress. */
    <T> T readDuring(String change, UUID run, Function<Tx, Future<T>> work) {
        Promise<Void> held = Promise.promise();
        Future<Integer> changed = database.write(tx -> tx.execute(HOLD_PROGRESS)
                .onSuccess(unused -> held.complete())
                .compose(unused -> untilSomebodyWaits(tx))
                .compose(unused -> tx.execute(change, run)));
        T read = done(held.future().compose(holding -> database.read(work)));
        done(changed);
        return read;
    }

    private static Future<Void> untilSomebodyWaits(Tx tx) {
        return tx.query(WAITING, row -> row.integer("waiting"))
                .compose(found -> found.get(0) > 0 ? Future.succeededFuture() : untilSomebodyWaits(tx));
    }

    /** The id of the only run of that moment. */
    static UUID idAt(Instant at) {
        return new UUID(at.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0001L);
    }

    private void write(Function<Tx, Future<Integer>> work) {
        done(database.write(work));
    }

    private static void migrate(String url) {
        var migrations = new Migrations(PostgresUrl.parse(url), Clock.fixed(NOON, ZoneOffset.UTC));
        if (migrations.run("simulated", Duration.ofSeconds(10)).applied() == 0) {
            throw new AssertionError("no migrations were found");
        }
    }
}
