package dev.tickwork.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Caller;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import dev.tickwork.messages.live.SystemChanged;
import dev.tickwork.redis.LiveFeed;
import dev.tickwork.runtime.health.HealthCheck.State;
import dev.tickwork.testservers.ClusterPorts;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void a_redeploy_goes_from_node_to_node_and_stops_where_it_fails(
            TestDatabase database, TestRedis redis, @TempDir Path good, @TempDir Path bad) throws Exception {
        Files.writeString(good.resolve("trivial.yaml"), "greeting: hello\n");
        Files.writeString(bad.resolve("trivial.yaml"), "greeting: hello\n");
        Map<String, String> environment = environment(database, redis);
        environment.put("NODE_NAME", "a");
        Node first = start(environment, good);
        environment.put("NODE_NAME", "b");
        Node second = start(environment, bad);
        await(() -> names(first).equals(List.of("a", "b")));
        Files.writeString(good.resolve("trivial.yaml"), "greeting: good evening\n");
        Files.writeString(bad.resolve("trivial.yaml"), "greeting: fail\n");
        var news = new News(second.platform());

        OperationReply reply = redeploy(second.platform());

        assertThat(reply.body().path("nodes")).extracting(JsonNode::asText).containsExactly("a", "b");
        await(() -> news.ended().isPresent());
        assertThat(news.ended().orElseThrow().reason())
                .isEqualTo("on b: the verticle trivial did not start: it rains; new on a");
        assertThat(greetings(first.platform())).containsExactlyInAnyOrder("good evening", "hello");
        first.stop().await(20, TimeUnit.SECONDS);
        second.stop().await(20, TimeUnit.SECONDS);
    }

    @Test
    void a_mistake_on_one_node_leaves_the_kill_switch_of_the_other_as_it_was(
            TestDatabase database, TestRedis redis, @TempDir Path good, @TempDir Path bad) throws Exception {
        Files.writeString(good.resolve("upstream.yaml"), "allow_internet_sync: false");
        Map<String, String> environment = environment(database, redis);
        environment.put("NODE_NAME", "a");
        Node first = start(environment, good);
        environment.put("NODE_NAME", "b");
        Node second = start(environment, bad);
        await(() -> names(first).equals(List.of("a", "b")));
        Files.writeString(good.resolve("upstream.yaml"), "allow_internet_sync: true");
        Files.writeString(bad.resolve("trivial.yaml"), "greeting: wrong\n");

        assertThatThrownBy(() -> redeploy(second.platform()))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.status())
                        .isEqualTo(422));

        assertThat(first.platform().upstream().allowsInternet()).isFalse();
        first.stop().await(20, TimeUnit.SECONDS);
        second.stop().await(20, TimeUnit.SECONDS);
    }

    /** What the console of a process hears of redeploys. */
    private static final class News implements LiveFeed.Listener {
        private final List<SystemChanged> heard = new CopyOnWriteArrayList<>();

        News(Platform platform) throws InterruptedException {
            var unused = platform.redis().liveFeed().listen(this);
            await(platform.redis().liveFeed()::isUp);
        }

        Optional<SystemChanged> ended() {
            return heard.stream()
                    .filter(change ->
                            change.kind().equals("redeploy") && !change.state().equals("started"))
                    .findAny();
        }

        @Override
        public void said(String topic, String json) {
            if (topic.equals("system")) {
                heard.add(Wire.decode(json, SystemChanged.class));
            }
        }

        @Override
        public void gap() {
            heard.clear();
        }
    }

    /** Of all nodes; they are asked in turn. */
    private static Set<String> greetings(Platform platform) throws Exception {
        Set<String> greetings = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            greetings.add(platform.bus()
                    .ask(GreetingVerticle.CALL, new GreetingVerticle.Hello("test"))
                    .await(10, TimeUnit.SECONDS)
                    .from());
        }
        return greetings;
    }

    private static OperationReply redeploy(Platform platform) throws Exception {
        var request = new OperationRequest(
                new Caller("ann", Role.ADMIN),
                Wire.object().put("name", "trivial"),
                Wire.object().put("reason", "a test"),
                null,
                null);
        return platform.bus()
                .ask(Operations.call("verticles.redeploy"), request)
                .await(10, TimeUnit.SECONDS);
    }

    private static Node start(Map<String, String> environment, Path folder) {
        List<VerticleDefinition<?>> verticles = List.of(GreetingVerticle.in(new GreetingVerticle.Weather()));
        return Node.start(NodePlan.read(verticles, true, folder, environment::get));
    }

    private static Map<String, String> environment(TestDatabase database, TestRedis redis) {
        int port = ClusterPorts.free();
        Map<String, String> environment = ChildEnvironment.of(database, redis);
        environment.putAll(
                Map.of("NODE_NAME", "here", "CLUSTER_NAME", "test-" + port, "CLUSTER_PORT", Integer.toString(port)));
        return environment;
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
}
