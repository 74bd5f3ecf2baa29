package dev.tickwork.candleingest;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.EngineParts;
import dev.tickwork.jobs.EnginePorts;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.WorkerNode;
import dev.tickwork.jobs.notices.IncidentLog;
import dev.tickwork.jobs.notices.NoticeRules;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.testservers.Await;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** A process of its own, as far as an engine can tell: own event loop, own connections, a clock that all share. */
public final class OneNode implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Database database;
    private final JobEngine engine;

    public OneNode(String name, String url, Time time) {
        this.database = Database.connect(
                vertx, PostgresConfig.standard(PostgresUrl.parse(url), name).withPoolSize(4));
        this.engine = JobEngine.open(new EngineParts(
                vertx,
                database,
                time,
                Clock.systemUTC(),
                new Random(name.hashCode()),
                new WorkerNode(name + "-1", name, "localhost", 1, "test", time.now(), List.of("candle-ingest")),
                EngineSettings.DEFAULT,
                new EnginePorts(
                        change -> {},
                        offset -> {},
                        text -> text,
                        new IncidentLog(
                                new NoticeRules(Set.of(), Duration.ofMinutes(30), Map.of()), UUID::randomUUID))));
    }

    public JobEngine engine() {
        return engine;
    }

    public Database database() {
        return database;
    }

    /** Where its verticles think. */
    public Context context() {
        return context;
    }

    /** As kill -9 would: says nothing to anybody. */
    public void die() {
        Await.done(engine.close());
        Await.done(database.close());
    }

    @Override
    public void close() {
        die();
        Await.done(vertx.close());
    }
}
