package dev.tickwork.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.runtime.health.HealthCheck.State;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({RealPostgres.class, RealRedis.class})
class ClusterIT {
    @Test
    void two_processes_find_each_other_and_miss_the_one_that_was_killed(TestDatabase database, TestRedis redis)
            throws Exception {
        Map<String, String> environment = environment(database, redis);
        Node here = start(environment);
        environment.put("NODE_NAME", "there");

        try (ChildJvm there = ChildJvm.run(environment, "--cluster").awaitLine("trivial is up")) {
            await(() -> names(here).contains("there"));
            assertThat(here.platform().nodes().health().await(10, TimeUnit.SECONDS))
                    .hasSize(2)
                    .allSatisfy(node -> assertThat(node.health().state()).isEqualTo(State.UP));
            assertThat(here.platform().nodes().metrics().await(10, TimeUnit.SECONDS))
                    .contains("node=\"here\"", "node=\"there\"");

            there.kill();
            await(() -> names(here).equals(List.of("here")));
        } finally {
            here.stop().await(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_process_that_leaves_in_order_is_missed_at_once(TestDatabase database, TestRedis redis) throws Exception {
        Map<String, String> environment = environment(database, redis);
        Node here = start(environment);
        environment.put("NODE_NAME", "there");
        Node there = start(environment);
        await(() -> names(here).contains("there"));

        there.stop().await(20, TimeUnit.SECONDS);

        assertThat(names(here)).containsExactly("here");
        here.stop().await(20, TimeUnit.SECONDS);
    }

    @Test
    void a_member_of_a_cluster_ends_in_order_when_told(TestDatabase database, TestRedis redis) throws Exception {
        try (ChildJvm child =
                ChildJvm.run(environment(database, redis), "--cluster").awaitLine("trivial is up")) {
            long told = System.nanoTime();

            int code = child.terminate().exitCode();

            assertThat(code).as(child.output()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private static Map<String, String> environment(TestDatabase database, TestRedis redis) throws IOException {
        int port = freePort();
        return new HashMap<>(Map.of(
                "DATABASE_URL",
                database.url(),
                "REDIS_URL",
                redis.url(),
                "NODE_NAME",
                "here",
                "CLUSTER_NAME",
                "test-" + port,
                "CLUSTER_PORT",
                Integer.toString(port)));
    }

    private static Node start(Map<String, String> environment) {
        return Node.start(NodePlan.read(List.of(TrivialMain.TRIVIAL), true, null, environment::get));
    }

    private static List<String> names(Node node) {
        return node.platform().nodes().nodes().stream()
                .map(found -> found.name())
                .toList();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
