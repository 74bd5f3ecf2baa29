package dev.tickwork.jobs.engine;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.Hands;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Migrations;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.testservers.Await;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A migrated database, a clock that only the test moves, and as many nodes as it asks for; all gone afterwards. */
final class Scene implements BeforeEachCallback, AfterEachCallback {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    /** The usual ones, but however slow the machine is, Postgres is not taken for away: while the clock stands nobody asks it again. */
    static final EngineSettings PATIENT = new EngineSettings(
            EngineSettings.DEFAULT.heartbeat(),
            EngineSettings.DEFAULT.lostAfter(),
            EngineSettings.DEFAULT.backstop(),
            Duration.ofSeconds(20),
            EngineSettings.DEFAULT.drain(),
            EngineSettings.DEFAULT.backlogRuns(),
            EngineSettings.DEFAULT.hands(),
            EngineSettings.DEFAULT.role(),
            EngineSettings.DEFAULT.kept());

    private static final String MAKE_EFFECTS = """
            CREATE TABLE effects (
                run_id uuid NOT NULL,
                item   text
            )
            """;
    private static final String COUNT_EFFECTS = """
            SELECT count(*) AS effects
              FROM effects
            """;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private FakeTime time;
    private TestDatabase server;
    private Ledger ledger;
    private Database database;
    private @Nullable TestNode gateway;

    @Override
    public void beforeEach(ExtensionContext context) {
        time = new FakeTime(NOON);
        server = closedAfterwards(RealPostgres.fromTemplate("jobs", Scene::migrate));
        Vertx vertx = Vertx.vertx();
        database = Database.connect(
                vertx,
                PostgresConfig.standard(PostgresUrl.parse(server.url()), "test").withPoolSize(3));
        ledger = new Ledger(database);
        closedAfterwards(() -> Await.done(vertx.close()));
        closedAfterwards(() -> Await.done(database.close()));
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

    /** The database, by the test's own connections. */
    Ledger ledger() {
        return ledger;
    }

    Database database() {
        return database;
    }

    String url() {
        return server.url();
    }

    @CanIgnoreReturnValue
    TestNode node(String name) {
        return nodeAt(name, server.url());
    }

    TestNode nodeAt(String name, String url) {
        return nodeAt(name, url, PATIENT);
    }

    TestNode nodeAt(String name, String url, EngineSettings settings) {
        return closedAfterwards(new TestNode(name, url, time, settings));
    }

    @CanIgnoreReturnValue
    <T extends AutoCloseable> T closedAfterwards(T part) {
        open.push(part);
        return part;
    }

    /** A node that serves nothing and only speaks for operators. */
    TestNode gateway() {
        if (gateway == null) {
            gateway = node("gateway");
        }
        return gateway;
    }

    /** The usual settings with other hands. */
    static EngineSettings hands(int high, int standard, int low) {
        return PATIENT.with(new Hands(high, standard, low));
    }

    /** Moves the clock and waits until as many runs have ended as the ledger should know by then. */
    void advance(Duration by, long ended) {
        time.advance(by);
        Await.until(ended + " runs have ended", () -> ledger.ended() >= ended);
    }

    /** Moves the clock by one heartbeat and waits until every node that has not died was seen at the new moment. */
    void beatAll(String... ids) {
        time.advance(time.shownIn(EngineSettings.DEFAULT.heartbeat()));
        for (String id : ids) {
            Await.until(id + " beats", () -> time.now().equals(ledger.seenAt(id)));
        }
    }

    /** A table in which runs leave what they did. */
    void makeEffects() {
        Await.done(database.write(tx -> tx.execute(MAKE_EFFECTS)));
    }

    /** How much runs did. */
    int effects() {
        return Await.done(database.read(tx -> tx.query(COUNT_EFFECTS, row -> row.integer("effects"))))
                .get(0);
    }

    private static void migrate(String url) {
        var migrations = new Migrations(PostgresUrl.parse(url), Clock.fixed(NOON, ZoneOffset.UTC));
        if (migrations.run("simulated", Duration.ofSeconds(10)).applied() == 0) {
            throw new AssertionError("no migrations were found");
        }
    }
}
