package dev.tickwork.runtime.deployment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a verticle is on one node.
 *
 * @param verticle its name
 * @param state what it is doing
 * @param since since when
 * @param configuredAt when the configuration was read that it runs with, or ran with last
 * @param reason why it does not run, why it runs with the configuration of before, or how the one before did not stop;
 *     null when all is well
 */
public record DeploymentStatus(
        String verticle,
        DeploymentState state,
        Instant since,
        Instant configuredAt,
        @Nullable String reason) {
    DeploymentStatus become(DeploymentState next, Instant at, @Nullable String why) {
        return new DeploymentStatus(verticle, next, at, configuredAt, why);
    }

    DeploymentStatus configured(Instant at) {
        return new DeploymentStatus(verticle, state, since, at, reason);
    }
}
