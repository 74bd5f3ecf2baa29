package dev.tickwork.runtime.deployment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is deployed where.
 *
 * @param verticles by name
 */
record VerticleList(List<Verticle> verticles) {
    /**
     * One verticle.
     *
     * @param jobs the names of those it brings
     * @param deployments by the name of the node
     */
    record Verticle(String name, List<String> jobs, List<OnNode> deployments) {}

    /**
     * A verticle on a node.
     *
     * @param configuredAt when its configuration was read
     * @param degraded why it works only in part or not at all; null when all is well
     */
    record OnNode(
            String node,
            DeploymentState state,
            Instant since,
            Instant configuredAt,
            @Nullable String degraded) {}
}
