package dev.tickwork.runtime.nodes;

import dev.tickwork.runtime.health.HealthReport;

/**
 * A process and how it is.
 *
 * @param node who
 * @param health its own report; down with the one check {@code answer} when it did not give one
 */
public record NodeHealth(NodeInfo node, HealthReport health) {}
