package dev.tickwork.gaprepair;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.EngineParts;
import dev.tickwork.jobs.EnginePorts;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.WorkerNode;
import dev.tickwork.jobs.notices.IncidentLog;
import dev.tickwork.jobs.notices.NoticeRules;
import dev.tickwork.postgres.Database;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Real engines. */
final class Engines {
    private Engines() {}

    static JobEngine open(String node, Database database, Vertx vertx, Time time) {
        return JobEngine.open(new EngineParts(
                vertx,
                database,
                time,
                time.asClock(),
                new Random(),
                new WorkerNode(UUID.randomUUID().toString(), node, "desk", 1, "0.1.0", time.now(), List.of()),
                EngineSettings.DEFAULT,
                new EnginePorts(
                        change -> {},
                        offset -> {},
                        UnaryOperator.identity(),
                        new IncidentLog(
                                new NoticeRules(Set.of(), Duration.ofMinutes(30), Map.of()), UUID::randomUUID))));
    }
}
