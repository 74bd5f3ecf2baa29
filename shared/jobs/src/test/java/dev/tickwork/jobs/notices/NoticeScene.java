package dev.tickwork.jobs.notices;

import static dev.tickwork.testservers.Await.done;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Migrations;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.postgres.Row;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A migrated database in which runs fail and succeed as a test says, a clock that it moves, and desks that send. */
final class NoticeScene implements BeforeEachCallback, AfterEachCallback {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final String JOB = "price-fetch";

    private static final String OUTBOX = """
            SELECT o.sequence, o.channel, o.kind, o.state, o.attempts, o.error, i.job
              FROM notice_outbox o
              JOIN job_incidents i ON i.id = o.incident
             ORDER BY o.created_at, o.sequence, o.channel
            """;
    private static final String SPOIL = """
            UPDATE notice_outbox
               SET payload = $1::text::jsonb
            """;
    private static final String INCIDENTS = """
            SELECT job, failures, began_at, opened_at, resolved_at, notices
              FROM job_incidents
             ORDER BY began_at, job
            """;

    final AtomicLong numbers = new AtomicLong();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private FakeTime time;
    private TestDatabase server;
    private Database database;
    private IncidentLog log;

    @Override
    public void beforeEach(ExtensionContext context) {
        time = new FakeTime(NOON);
        server = RealPostgres.fromTemplate("notices", NoticeScene::migrate);
        open.push(server);
        database = connect();
        log = log(Map.of(), NoticeChannel.values());
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    FakeTime time() {
        return time;
    }

    /** From now on people are told by these rules. */
    void rules(Map<String, NoticePolicy> overrides, NoticeChannel... channels) {
        log = log(overrides, channels);
    }

    IncidentLog log() {
        return log;
    }

    /** A desk of a process of its own. */
    @CanIgnoreReturnValue
    NoticeDesk desk(NoticeSender sender) {
        var desk = new NoticeDesk(Vertx.vertx(), connect(), time, EnumSet.allOf(NoticeChannel.class), sender);
        open.push(() -> done(desk.stop()));
        desk.start();
        return desk;
    }

    void fails(String errorClass) {
        fails(JOB, errorClass);
    }

    void fails(String job, String errorClass) {
        write(tx -> log.failed(tx, run(job, errorClass, NoticePolicy.CRITICAL)));
    }

    void succeeds() {
        write(tx -> log.succeeded(tx, JOB, id(), time.now()));
    }

    FailedRun run(String job, String errorClass, NoticePolicy policy) {
        return new FailedRun(job, id(), time.now(), 1, errorClass, "no answer", "node-a", policy);
    }

    @CanIgnoreReturnValue
    <T> T write(Function<Tx, Future<T>> work) {
        return done(database.write(work));
    }

    /** Puts something else into every notice. */
    void spoil(String payload) {
        write(tx -> tx.execute(SPOIL, payload));
    }

    Database database() {
        return database;
    }

    List<OutboxRow> outbox() {
        return done(database.read(tx -> tx.query(OUTBOX, NoticeScene::outboxRow)));
    }

    /** Kind and state of the rows of one channel, in the order of their writing. */
    List<String> outbox(NoticeChannel channel) {
        return outbox().stream()
                .filter(row -> row.channel().equals(channel.label()))
                .map(row -> row.kind() + " " + row.state())
                .toList();
    }

    List<IncidentRow> incidents() {
        return done(database.read(tx -> tx.query(INCIDENTS, NoticeScene::incidentRow)));
    }

    UUID id() {
        return new UUID(7, numbers.incrementAndGet());
    }

    private IncidentLog log(Map<String, NoticePolicy> overrides, NoticeChannel... channels) {
        return new IncidentLog(new NoticeRules(Set.of(channels), Duration.ofMinutes(30), overrides), this::id);
    }

    private Database connect() {
        Vertx vertx = Vertx.vertx();
        var connected = Database.connect(
                vertx,
                PostgresConfig.standard(PostgresUrl.parse(server.url()), "test").withPoolSize(3));
        open.push(() -> done(vertx.close()));
        open.push(() -> done(connected.close()));
        return connected;
    }

    private static void migrate(String url) {
        var migrations = new Migrations(PostgresUrl.parse(url), Clock.fixed(NOON, ZoneOffset.UTC));
        if (migrations.run("simulated", Duration.ofSeconds(10)).applied() == 0) {
            throw new AssertionError("no migrations were found");
        }
    }

    private static OutboxRow outboxRow(Row row) {
        return new OutboxRow(
                row.text("job"),
                row.integer("sequence"),
                row.text("channel"),
                row.text("kind"),
                row.text("state"),
                row.integer("attempts"),
                row.textOrNull("error"));
    }

    private static IncidentRow incidentRow(Row row) {
        return new IncidentRow(
                row.text("job"),
                row.number("failures"),
                row.instant("began_at"),
                row.instantOrNull("opened_at"),
                row.instantOrNull("resolved_at"),
                row.integer("notices"));
    }

    record OutboxRow(
            String job,
            int sequence,
            String channel,
            String kind,
            String state,
            int attempts,
            @Nullable String error) {}

    record IncidentRow(
            String job,
            long failures,
            Instant beganAt,
            @Nullable Instant openedAt,
            @Nullable Instant resolvedAt,
            int notices) {}
}
