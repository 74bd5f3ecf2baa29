package dev.tickwork.runtime.deployment;

import dev.tickwork.domain.time.Time;
import dev.tickwork.messages.Bus;
import dev.tickwork.runtime.nodes.NodeInfo;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Where verticles are put.
 *
 * @param vertx the machine
 * @param bus on which they must answer
 * @param time the one clock
 * @param node this process
 * @param stopTime how long a verticle may take to stop
 * @param redaction takes secrets out of what is said of a failure
 * @param changed hears of every step; called on any thread
 */
public record Stage(
        Vertx vertx,
        Bus bus,
        Time time,
        NodeInfo node,
        Duration stopTime,
        UnaryOperator<String> redaction,
        Consumer<DeploymentStatus> changed) {}
