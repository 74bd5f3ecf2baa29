package dev.tickwork.jobs.engine;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.EngineParts;
import dev.tickwork.jobs.EnginePorts;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.RunChange;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.WorkerNode;
import dev.tickwork.jobs.notices.IncidentLog;
import dev.tickwork.jobs.notices.NoticeRules;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.testservers.Await;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** A process of its own, as far as an engine can tell: own event loop, own connections, shared clock. */
final class TestNode implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final List<RunChange> changes = new CopyOnWriteArrayList<>();
    private final List<Duration> offsets = new CopyOnWriteArrayList<>();
    private final Database database;
    private final EngineParts parts;
    private final JobEngine engine;

    TestNode(String name, String url, Time time, EngineSettings settings) {
        this.database = Database.connect(
                vertx,
                PostgresConfig.standard(PostgresUrl.parse(url), name)
                        .withPoolSize(4)
                        .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(18)));
        this.parts = new EngineParts(
                vertx,
                database,
                time,
                Clock.systemUTC(),
                new Random(name.hashCode()),
                new WorkerNode(name + "-1", name, "localhost", 1, "test", time.now(), List.of("price-fetcher")),
                settings,
                new EnginePorts(
                        changes::add,
                        offsets::add,
                        text -> text.replace("s3cret", "***"),
                        new IncidentLog(
                                new NoticeRules(Set.of(), Duration.ofMinutes(30), Map.of()), UUID::randomUUID)));
        this.engine = JobEngine.open(parts);
    }

    JobEngine engine() {
        return engine;
    }

    /** What its engine is made of. */
    EngineParts parts() {
        return parts;
    }

    Database database() {
        return database;
    }

    /** What the listener heard. */
    List<RunChange> changes() {
        return changes;
    }

    long ended() {
        return changes.stream()
                .filter(change -> change.state() != RunState.STARTED)
                .count();
    }

    List<Duration> offsets() {
        return offsets;
    }

    /** As kill -9 would: says nothing to anybody. */
    void die() {
        Await.done(engine.close());
        Await.done(database.close());
    }

    @Override
    public void close() {
        Await.done(engine.close());
        Await.done(database.close());
        Await.done(vertx.close());
    }
}
