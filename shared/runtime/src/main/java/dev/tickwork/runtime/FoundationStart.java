package dev.tickwork.runtime;

import dev.tickwork.runtime.clock.NodeTime;
import dev.tickwork.runtime.health.Health;
import dev.tickwork.runtime.metrics.LoopLag;
import dev.tickwork.runtime.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Starts what every other part of a process stands on; none of it needs the database. */
final class FoundationStart {
    private final Site site;
    private final NodeConfig config;

    FoundationStart(Site site) {
        this.site = site;
        this.config = site.config();
    }

    Foundation run() {
        String name = NodeIdentity.name(config) + site.plan().purpose().nameSuffix();
        var metrics = new Metrics(name);
        site.closing().add("metrics", metrics::close);
        Vertx vertx = vertx(metrics);
        var time = new NodeTime(vertx);
        var node = NodeIdentity.of(name, time.now(), site.plan().names());
        return new Foundation(node, config, vertx, time, site.random(), metrics, new Health());
    }

    private Vertx vertx(Metrics metrics) {
        Future<Vertx> starting =
                new VertxMachine(config, metrics.registry()).start(site.plan().cluster());
        site.closing().add("vert.x", () -> starting.compose(Vertx::close));
        Vertx vertx = site.await("vert.x", starting);
        var lag = LoopLag.of(vertx, metrics.registry());
        site.closing().add("loop lag", lag::close);
        return vertx;
    }
}
