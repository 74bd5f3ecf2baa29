package dev.tickwork.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.messages.Caller;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import dev.tickwork.runtime.health.HealthCheck.State;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({RealPostgres.class, RealRedis.class})
class NodeTest {
    /** {@code conf/trivial.yaml} of the tests. */
    record TrivialConfig(String greeting) {}

    private final List<String> story = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    @AfterEach
    void stopAll() throws Exception {
        for (Node node : nodes) {
            node.stop().await(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_node_hands_its_verticles_every_part_and_ends_them_in_reverse(TestDatabase database, TestRedis redis)
            throws Exception {
        Node node = start(database, redis, List.of(trivial("first"), trivial("second")));

        node.stop().await(20, TimeUnit.SECONDS);

        assertThat(story).containsExactly("first started", "second started", "second stopped", "first stopped");
    }

    @Test
    void a_running_node_is_ready_and_knows_the_instruments(TestDatabase database, TestRedis redis) throws Exception {
        Platform platform = start(database, redis, List.of(trivial("only"))).platform();

        assertThat(platform.health().report().state()).isEqualTo(State.UP);
        assertThat(platform.instruments().vendorSymbol("twelvedata", "XAUUSD")).hasValue("XAU/USD");
        assertThat(platform.instruments().vendorSymbol("bitfinex", "BTCUSD")).hasValue("tBTCUSD");
        assertThat(platform.nodes().metrics().await(5, TimeUnit.SECONDS))
                .contains("jvm_memory_used_bytes", "node=\"" + platform.node().name() + "\"");
    }

    @Test
    void redis_is_not_needed_to_start(TestDatabase database, TestRedis redis) {
        redis.stop();

        Platform platform = start(database, redis, List.of(trivial("only"))).platform();

        assertThat(platform.health().report().state()).isEqualTo(State.DEGRADED);
        assertThat(platform.health().report().isReady()).isTrue();
        redis.start();
    }

    @Test
    void an_admin_moves_the_clock_of_every_node(TestDatabase database, TestRedis redis) throws Exception {
        Platform first = start(database, redis, List.of(trivial("only"))).platform();
        Platform second = start(database, redis, List.of(trivial("only"))).platform();
        Instant moment = Instant.parse("2013-11-01T00:00:00Z");

        OperationReply reply = setClock(first, "2013-11-01T00:00Z*60");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(first.time().now()).isBetween(moment, moment.plusSeconds(600));
        await(() -> second.time().now().isBefore(moment.plusSeconds(3600)));
        assertThat(Duration.between(first.time().now(), second.time().now()).abs())
                .isLessThan(Duration.ofSeconds(30));
    }

    private static OperationReply setClock(Platform platform, String clock) throws Exception {
        var request = new OperationRequest(
                new Caller("ann", Role.ADMIN), Wire.object(), Wire.object().put("clock", clock), null, null);
        return platform.bus().ask(Operations.call("clock.set"), request).await(5, TimeUnit.SECONDS);
    }

    private static void await(java.util.function.BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private Node start(TestDatabase database, TestRedis redis, List<VerticleDefinition<?>> verticles) {
        Map<String, String> environment =
                new HashMap<>(Map.of("DATABASE_URL", database.url(), "REDIS_URL", redis.url()));
        Node node = Node.start(NodePlan.read(verticles, false, null, environment::get));
        nodes.add(node);
        return node;
    }

    private VerticleDefinition<TrivialConfig> trivial(String name) {
        return new VerticleDefinition<>("trivial", TrivialConfig.class, (config, platform) -> new Trivial(name));
    }

    private final class Trivial extends VerticleBase {
        private final String name;

        Trivial(String name) {
            this.name = name;
        }

        @Override
        public Future<?> start() {
            story.add(name + " started");
            return Future.succeededFuture();
        }

        @Override
        public Future<?> stop() {
            story.add(name + " stopped");
            return Future.succeededFuture();
        }
    }
}
