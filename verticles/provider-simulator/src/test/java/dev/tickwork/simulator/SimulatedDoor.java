package dev.tickwork.simulator;

import static dev.tickwork.testservers.Await.done;

import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.redis.RedisUrl;
import dev.tickwork.redis.SharedBudget;
import dev.tickwork.redis.SharedRateLimit;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.upstream.HostPort;
import dev.tickwork.upstream.ProviderPolicy;
import dev.tickwork.upstream.RetryPolicy;
import dev.tickwork.upstream.Upstream;
import dev.tickwork.upstream.UpstreamConfig;
import dev.tickwork.upstream.UpstreamParts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A simulator, and the door that leads to it as in production; but Redis is away, so limits are this process's own. */
final class SimulatedDoor implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final RedisLink link =
            RedisLink.open(vertx, new RedisConfig(RedisUrl.parse("redis://127.0.0.1:1"), "sim:"), new Random(1));
    private final FakeTime time;
    private final Simulator simulator;

    SimulatedDoor(SimulatorConfig config, FakeTime time) {
        this.time = time;
        this.simulator = done(Simulator.start(vertx, config, time, new Random(1)));
    }

    Simulator simulator() {
        return simulator;
    }

    /** How a vendor is asked: once. */
    ProviderPolicy policy(String vendor) {
        return policy(vendor, 0);
    }

    /** How a vendor is asked: so many times more, when it does not answer or wants us to wait. */
    ProviderPolicy policy(String vendor, int retries) {
        return ProviderPolicy.of(URI.create(simulator.baseUrl(vendor)))
                .withRetry(new RetryPolicy(
                        retries, Duration.ofMillis(1), Duration.ofSeconds(60), Duration.ofSeconds(120)));
    }

    /** A door to a vendor under the names by which it is asked. */
    Upstream open(ProviderPolicy policy, String... names) {
        var config = new UpstreamConfig(
                true,
                Set.of(),
                Set.of(new HostPort("127.0.0.1", simulator.port())),
                Stream.of(names).collect(Collectors.toMap(Function.identity(), name -> policy)));
        return Upstream.open(config, parts());
    }

    private UpstreamParts parts() {
        return new UpstreamParts(
                vertx,
                time.asClock(),
                new Random(1),
                new SharedRateLimit(link),
                new SharedBudget(link),
                new SimpleMeterRegistry());
    }

    @Override
    public void close() {
        done(link.close());
        done(vertx.close());
    }
}
