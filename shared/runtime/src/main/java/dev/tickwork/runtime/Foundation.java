package dev.tickwork.runtime;

import dev.tickwork.runtime.clock.NodeTime;
import dev.tickwork.runtime.health.Health;
import dev.tickwork.runtime.metrics.Metrics;
import dev.tickwork.runtime.nodes.NodeInfo;
import io.vertx.core.Vertx;
import java.util.random.RandomGenerator;

/**
 * What every other part of a process stands on.
 *
 * @param node this process
 * @param config {@code conf/node.yaml}
 * @param vertx the machine
 * @param time the one clock
 * @param random not predictable, for any thread
 * @param metrics its figures
 * @param health its checks
 */
record Foundation(
        NodeInfo node,
        NodeConfig config,
        Vertx vertx,
        NodeTime time,
        RandomGenerator random,
        Metrics metrics,
        Health health) {}
