package dev.tickwork.runtime;

import dev.tickwork.postgres.MigrationResult;
import dev.tickwork.postgres.Migrations;
import dev.tickwork.runtime.clock.NodeTime;
import dev.tickwork.runtime.health.Health;
import dev.tickwork.runtime.metrics.LoopLag;
import dev.tickwork.runtime.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts what every other part of a process stands on, and brings the database up to date meanwhile. */
final class FoundationStart {
    private static final Logger log = LoggerFactory.getLogger(FoundationStart.class);

    private final Site site;
    private final NodeConfig config;

    FoundationStart(Site site) {
        this.site = site;
        this.config = site.config();
    }

    Foundation run() {
        String name = NodeIdentity.name(config);
        var metrics = new Metrics(name);
        site.closing().add("metrics", metrics::close);
        Vertx vertx = vertx(metrics);
        var time = new NodeTime(vertx);
        var node = NodeIdentity.of(name, time.now(), site.plan().names());
        return new Foundation(node, config, vertx, time, site.random(), metrics, new Health());
    }

    /** Finding the others takes seconds and migrating too, so both go on at the same time. */
    private Vertx vertx(Metrics metrics) {
        Future<Vertx> starting =
                new VertxMachine(config, metrics.registry()).start(site.plan().cluster());
        site.closing().add("vert.x", () -> starting.compose(Vertx::close));
        migrate();
        Vertx vertx = site.await("vert.x", starting);
        var lag = LoopLag.of(vertx, metrics.registry());
        site.closing().add("loop lag", lag::close);
        return vertx;
    }

    private void migrate() {
        log.atInfo()
                .addKeyValue("database", config.database().url())
                .addKeyValue("patience", config.database().waitAtStart())
                .log("bringing the schema up to date");
        MigrationResult result = new Migrations(config.database().url(), Clock.systemUTC())
                .run(config.world().label(), config.database().waitAtStart());
        log.atInfo()
                .addKeyValue("version", result.version())
                .addKeyValue("files", result.applied())
                .log("the schema is up to date");
    }
}
