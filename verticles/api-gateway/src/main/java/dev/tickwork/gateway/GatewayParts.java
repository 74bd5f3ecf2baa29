package dev.tickwork.gateway;

import dev.tickwork.domain.time.Time;
import dev.tickwork.gateway.operations.NodeAnswers.Installation;
import dev.tickwork.gateway.operations.Nodes;
import dev.tickwork.messages.Bus;
import dev.tickwork.postgres.Database;
import dev.tickwork.redis.LastValues;
import dev.tickwork.redis.LiveFeed;
import dev.tickwork.redis.SharedRateLimit;
import dev.tickwork.runtime.Platform;
import dev.tickwork.runtime.nodes.NodeInfo;
import dev.tickwork.upstream.Upstream;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What the gateway is built on.
 *
 * @param vertx it runs on
 * @param time decides about every end
 * @param random makes request ids
 * @param bus asks whoever answers operations
 * @param database where keys and sessions are kept
 * @param redis where live values come from and limits are shared
 * @param upstream the way to an issuer's keys
 * @param nodes how all processes are
 * @param installation what is the same for all of them
 * @param meters takes figures
 */
record GatewayParts(
        Vertx vertx,
        Time time,
        RandomGenerator random,
        Bus bus,
        Database database,
        LiveRedis redis,
        Upstream upstream,
        Nodes nodes,
        Installation installation,
        MeterRegistry meters) {
    /**
     * What the gateway needs of Redis.
     *
     * @param listen begins to hear what is pushed, and returns what ends that
     */
    record LiveRedis(LastValues lastValues, SharedRateLimit rateLimit, Function<LiveFeed.Listener, Runnable> listen) {}

    static GatewayParts of(Platform platform) {
        var redis = platform.redis();
        NodeInfo node = platform.node();
        return new GatewayParts(
                platform.vertx(),
                platform.time(),
                platform.random(),
                platform.bus(),
                platform.database(),
                new LiveRedis(redis.lastValues(), redis.rateLimit(), redis.liveFeed()::listen),
                platform.upstream(),
                new Nodes(platform.nodes()::health, platform.nodes()::metrics, platform.time()),
                new Installation(node.id(), node.version(), platform.environment(), platform.world()),
                platform.metrics());
    }
}
