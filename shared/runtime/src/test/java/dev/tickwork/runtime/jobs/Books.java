package dev.tickwork.runtime.jobs;

import static dev.tickwork.testservers.Await.done;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.jobs.EngineParts;
import dev.tickwork.jobs.EnginePorts;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.RunListener;
import dev.tickwork.jobs.WorkerNode;
import dev.tickwork.jobs.notices.IncidentLog;
import dev.tickwork.jobs.notices.NoticeRules;
import dev.tickwork.messages.Caller;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Migrations;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.postgres.Tx;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The tables of a process, with a run of each kind in them, and a clock that only the test moves. */
public final class Books implements BeforeEachCallback, AfterEachCallback {
    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static final Caller ANNA = new Caller("anna", Role.OPERATOR);

    // However slow the machine is, Postgres is not taken for away: while the clock stands nobody asks it again.
    private static final EngineSettings PATIENT = new EngineSettings(
            EngineSettings.DEFAULT.heartbeat(),
            EngineSettings.DEFAULT.lostAfter(),
            EngineSettings.DEFAULT.backstop(),
            Duration.ofSeconds(20),
            EngineSettings.DEFAULT.drain(),
            EngineSettings.DEFAULT.backlogRuns(),
            EngineSettings.DEFAULT.hands(),
            EngineSettings.DEFAULT.role(),
            EngineSettings.DEFAULT.kept());
    private static final String NODE = """
            INSERT INTO worker_nodes (id, name, host, pid, version, verticles, jobs, clock_offset_ms, started_at, seen_at)
            VALUES ('n-1', 'tickwork-1', 'desk', 4711, '0.1.0', '{price-fetcher}', '{"daily-prices": null}', 0, $1, $1)
            """;
    private static final String JOB = """
            INSERT INTO jobs (name, alias, aliases, queue, verticle, lost_attempts, definition)
            VALUES ('daily-prices', 'DailyPriceJob', '{DailyPriceJob}', 'high_priority', 'price-fetcher', 4,
                    '{"arguments": {"mode": "String", "symbols": "List"}}')
            """;
    private static final String QUEUED = """
            INSERT INTO job_queue (id, job, queue, state, node, enqueued_at, run_at, started_at, is_ready, trigger, asked_by)
            VALUES ($1, 'daily-prices', 'high_priority', $2, CASE WHEN $2 = 'STARTED' THEN 'n-1' END, $3, $3,
                    CASE WHEN $2 = 'STARTED' THEN $3::timestamptz END, $2 = 'PENDING', 'api', 'anna')
            """;
    private static final String ENDED = """
            INSERT INTO job_history (id, job, queue, priority, state, attempt, node, enqueued_at, run_at, started_at,
                                     finished_at, rows_written, items_done, items_failed, result, had_result,
                                     error_class, error, trigger, asked_by, args)
            VALUES ($1, 'daily-prices', 'high_priority', 0, $2, 1, 'n-1', $3, $3, $3,
                    $3::timestamptz + interval '45 seconds', 30, 2, 0,
                    CASE WHEN $2 = 'SUCCESS' THEN '{"records_updated": 30, "symbols_processed": 2}'::jsonb END,
                    $2 = 'SUCCESS', CASE WHEN $2 = 'FAILURE' THEN 'transient' END,
                    CASE WHEN $2 = 'FAILURE' THEN 'no answer' END, 'api', 'anna', '{"mode": "smart"}')
            """;

    private final FakeTime time = new FakeTime(NOON);
    private Vertx vertx;
    private TestDatabase server;
    private Database database;

    @Override
    public void beforeEach(ExtensionContext context) {
        server = RealPostgres.fromTemplate("books", Books::migrate);
        vertx = Vertx.vertx();
        database = Database.connect(
                vertx,
                PostgresConfig.standard(PostgresUrl.parse(server.url()), "test").withPoolSize(4));
        change(NODE, NOON);
        change(JOB);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        done(database.close());
        done(vertx.close());
        server.close();
    }

    public Database database() {
        return database;
    }

    public Vertx vertx() {
        return vertx;
    }

    public FakeTime time() {
        return time;
    }

    /** A run of {@code daily-prices} that anna asked for, so many seconds after noon. */
    @CanIgnoreReturnValue
    public UUID run(String state, int second) {
        Instant at = NOON.plusSeconds(second);
        UUID id = new UUID(at.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0001L);
        boolean isOver = state.equals("SUCCESS") || state.equals("FAILURE") || state.equals("REVOKED");
        change(isOver ? ENDED : QUEUED, id, state, at);
        return id;
    }

    /** Where they are. */
    String url() {
        return server.url();
    }

    /** A second node's engine on these tables, without any job yet. */
    JobEngine engine() {
        return engine(database);
    }

    /** The same, by a way of its own to these tables. */
    JobEngine engine(Database way) {
        return engine(way, change -> {});
    }

    /** The same, with somebody who hears of every change of a run. */
    JobEngine engine(Database way, RunListener listener) {
        return JobEngine.open(new EngineParts(
                vertx,
                way,
                time,
                time.asClock(),
                new Random(1),
                new WorkerNode(UUID.randomUUID().toString(), "tickwork-2", "desk", 1, "0.1.0", NOON, List.of()),
                PATIENT,
                new EnginePorts(
                        listener,
                        offset -> {},
                        UnaryOperator.identity(),
                        new IncidentLog(
                                new NoticeRules(Set.of(), Duration.ofMinutes(30), Map.of()), UUID::randomUUID))));
    }

    public void change(String sql, Object... args) {
        done(database.write(tx -> tx.execute(sql, args)));
    }

    public <T> T read(Function<Tx, Future<T>> work) {
        return done(database.read(work));
    }

    /** A request of an operator named anna. */
    public static OperationRequest asks(String parameters, @Nullable String body) {
        return asks(parameters, body, null);
    }

    public static OperationRequest asks(String parameters, @Nullable String body, @Nullable String key) {
        JsonNode json = body == null ? null : Wire.tree(body);
        String hash = body == null ? null : Integer.toHexString(body.hashCode());
        return new OperationRequest(ANNA, (ObjectNode) Wire.tree(parameters), json, key, hash);
    }

    /** The answer's body, indented by two. */
    public static String body(Future<OperationReply> answer) {
        return String.valueOf(done(answer).body().toPrettyString()).replace("\r", "");
    }

    private static void migrate(String url) {
        var migrations = new Migrations(PostgresUrl.parse(url), Clock.fixed(NOON, ZoneOffset.UTC));
        if (migrations.run("simulated", Duration.ofSeconds(10)).applied() == 0) {
            throw new AssertionError("no migrations were found");
        }
    }
}
