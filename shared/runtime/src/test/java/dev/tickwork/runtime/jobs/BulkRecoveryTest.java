package dev.tickwork.runtime.jobs;

import static dev.tickwork.runtime.jobs.Books.asks;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.JobEngine;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.runtime.replies.IdempotentReplies;
import dev.tickwork.testservers.TcpProxy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Takes Postgres away from a bulk action in its middle. */
class BulkRecoveryTest {
    private static final int FAILED = 1199;
    private static final String FAILURES = """
            INSERT INTO job_history (id, job, queue, priority, state, attempt, enqueued_at, run_at, started_at,
                                     finished_at, rows_written, items_done, items_failed, had_result, trigger)
            SELECT ('019cae00-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'daily-prices', 'high_priority', 0,
                   'FAILURE', 1, $1, $1, $1, $1, 0, 0, 0, false, 'api'
              FROM generate_series(1, $2::integer) n
            """;
    private static final String LOCK = """
            SELECT id
              FROM job_queue
             WHERE id = $1
               FOR UPDATE
            """;
    private static final String ACTED = """
            SELECT acted::text AS said
              FROM bulk_actions
            """;
    private static final String BULK_RUN = """
            SELECT state || ' ' || attempt AS said
              FROM job_runs
             WHERE job = 'bulk-action'
            """;
    private static final String RESULT = """
            SELECT result::text AS said
              FROM job_history
             WHERE job = 'bulk-action'
            """;
    private static final String AGAIN = """
            SELECT count(*) || ' of ' || count(DISTINCT rerun_of) AS said
              FROM job_queue
             WHERE rerun_of IS NOT NULL
            """;
    private static final String AUDIT = """
            SELECT action || ' ' || count(*) || ' of ' || count(DISTINCT target) AS said
              FROM job_audit
             WHERE action LIKE 'run.%'
             GROUP BY action
             ORDER BY action
            """;

    @RegisterExtension
    final Books books = new Books();

    private TcpProxy wire;
    private Database database;
    private JobEngine engine;

    @BeforeEach
    void open() {
        wire = TcpProxy.to(books.url());
        database = Database.connect(
                books.vertx(),
                PostgresConfig.standard(PostgresUrl.parse(wire.through(books.url())), "test")
                        .withPoolSize(4));
        engine = books.engine(database);
        done(engine.start(new BulkActionJob(database, engine.operator())));
    }

    @AfterEach
    void close() {
        wire.restore();
        done(engine.close());
        done(database.close());
        wire.close();
    }

    @Test
    void it_goes_on_where_it_was_and_does_nothing_twice() {
        books.change(FAILURES, Books.NOON.minusSeconds(60), FAILED);
        UUID waiting = books.run("PENDING", -20);
        Promise<Void> held = Promise.promise();
        Future<UUID> lock = hold(waiting, held);
        bulkRetry();
        until("it waits for a run of its last batch", () -> said(ACTED).equals(List.of("1000")));

        wire.cut();
        held.complete();
        done(lock);
        until("it is lost for it", () -> !database.isUp());
        wire.restore();
        until("it ended", () -> {
            books.time().advance(Duration.ofSeconds(1));
            return !said(RESULT).isEmpty();
        });

        assertThat(said(BULK_RUN)).containsExactly("SUCCESS 2");
        assertThat(said(RESULT)).containsExactly("{\"done\": 1200, \"left_out\": 0}");
        assertThat(said(AGAIN)).containsExactly("1199 of 1199");
        assertThat(said(AUDIT)).containsExactly("run.rerun 1199 of 1199", "run.retry 1 of 1");
        assertThat(said(ACTED)).isEmpty();
    }

    private Future<UUID> hold(UUID run, Promise<Void> until) {
        Promise<UUID> isHeld = Promise.promise();
        Future<UUID> lock = books.database().write(tx -> tx.query(LOCK, row -> row.uuid("id"), run)
                .onSuccess(ids -> isHeld.complete(ids.get(0)))
                .compose(ids -> until.future().map(ids.get(0))));
        done(isHeld.future());
        return lock;
    }

    private void bulkRetry() {
        var actions = new Actions(new IdempotentReplies(books.database(), books.time()));
        var operations = new BulkOperations(engine, books.database(), books.time(), actions).all();
        String body = "{\"action\":\"retry\",\"filter\":{\"job\":\"daily-prices\"},\"reason\":\"why\"}";
        done(Future.succeededFuture().compose(now -> operations.get("jobs.bulk").to(asks("{}", body))));
    }

    private List<String> said(String sql) {
        return books.read(tx -> tx.query(sql, row -> row.text("said")));
    }
}
