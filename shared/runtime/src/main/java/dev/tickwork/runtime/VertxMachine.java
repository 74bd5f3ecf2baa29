package dev.tickwork.runtime;

import dev.tickwork.runtime.cluster.ClusterConfig;
import dev.tickwork.runtime.cluster.ClusterManagers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the process' Vert.x: alone, or as a member of a cluster. */
final class VertxMachine {
    private static final long DEVELOPERS_PATIENCE_MILLIS = 200;
    private static final long OPERATORS_PATIENCE_MILLIS = 2_000;

    private final NodeConfig config;
    private final MeterRegistry metrics;

    VertxMachine(NodeConfig config, MeterRegistry metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    /** @param cluster how to find the others; null to stay alone */
    Future<Vertx> start(@Nullable ClusterConfig cluster) {
        VertxOptions options = options();
        VertxBuilder builder = Vertx.builder().withMetrics(new MicrometerMetricsFactory(metrics));
        if (cluster == null) {
            return Future.succeededFuture(builder.with(options).build());
        }
        return builder.with(options.setEventBusOptions(bus(cluster)))
                .withClusterManager(ClusterManagers.hazelcast(cluster, config.world()))
                .buildClustered();
    }

    private VertxOptions options() {
        long patience = config.world().isSimulated() ? DEVELOPERS_PATIENCE_MILLIS : OPERATORS_PATIENCE_MILLIS;
        var options = new VertxOptions()
                .setPreferNativeTransport(true)
                .setBlockedThreadCheckInterval(patience)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(patience)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                .setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true));
        return config.eventLoops() == 0 ? options : options.setEventLoopPoolSize(config.eventLoops());
    }

    private static EventBusOptions bus(ClusterConfig cluster) {
        var bus = new EventBusOptions().setHost(cluster.host()).setPort(cluster.busPort());
        return cluster.publicHost() == null ? bus : bus.setClusterPublicHost(cluster.publicHost());
    }
}
