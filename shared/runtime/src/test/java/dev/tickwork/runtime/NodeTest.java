package dev.tickwork.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.World;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.jobs.notices.FailedRun;
import dev.tickwork.jobs.notices.IncidentLog;
import dev.tickwork.jobs.notices.NoticeChannel;
import dev.tickwork.jobs.notices.NoticePolicy;
import dev.tickwork.jobs.notices.NoticeRules;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Caller;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import dev.tickwork.messages.live.JobChanged;
import dev.tickwork.redis.LiveFeed;
import dev.tickwork.runtime.health.Health;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.runtime.health.HealthCheck.State;
import dev.tickwork.runtime.health.HealthReport;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TcpProxy;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
    void a_node_is_not_ready_while_postgres_is_away_and_recovers_by_itself(TestDatabase database, TestRedis redis)
            throws Exception {
        try (TcpProxy proxy = TcpProxy.to(database.url())) {
            Platform platform = start(proxy.through(database.url()), redis, List.of(trivial("only")))
                    .platform();
            assertThat(platform.health().report().isReady()).isTrue();

            proxy.cut();

            await(() -> !platform.health().report().isReady());
            assertThat(platform.health().report().checks().get("postgres"))
                    .isEqualTo(HealthCheck.down("postgres is away"));
            proxy.restore();
            await(() -> platform.health().report().isReady());
            stopAll();
        }
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

    @Test
    void a_run_is_told_to_the_consoles_counted_and_shown(TestDatabase database, TestRedis redis) throws Exception {
        Platform platform = start(database, redis, List.of(trivial("only"))).platform();
        List<String> told = new CopyOnWriteArrayList<>();
        Runnable ended = platform.redis().liveFeed().listen(new Consoles(told));
        await(platform.redis().liveFeed()::isUp);

        platform.jobs().start(new QuickJob()).await(5, TimeUnit.SECONDS);

        await(() -> told.stream().anyMatch(json -> json.contains("\"state\":\"success\"")));
        ended.run();
        assertThat(told)
                .allSatisfy(json ->
                        assertThat(Wire.decode(json, JobChanged.class).job()).isEqualTo("quick-job"));
        assertThat(platform.nodes().metrics().await(5, TimeUnit.SECONDS))
                .contains("tickwork_job_runs_seconds_count{job=\"quick-job\"");
        JsonNode status = ask(platform, "jobs.status").body();
        assertThat(status.path("jobs").findValuesAsText("name")).containsExactlyInAnyOrder("QuickJob", "cleanup");
        assertThat(status.path("total_jobs").asInt()).isEqualTo(2);
    }

    @Test
    void the_nodes_are_listed_with_their_health(TestDatabase database, TestRedis redis) throws Exception {
        Platform platform = start(database, redis, List.of(trivial("only"))).platform();

        JsonNode answer = ask(platform, "nodes.list").body();

        assertThat(answer.path("total_nodes").asInt()).isEqualTo(1);
        JsonNode node = answer.path("nodes").path(0);
        assertThat(node.path("node").path("name").asText())
                .isEqualTo(platform.node().name());
        assertThat(node.path("health")
                        .path("checks")
                        .path("postgres")
                        .path("state")
                        .asText())
                .isEqualTo("up");
    }

    @Test
    void a_node_is_not_ready_before_its_last_verticle_is_up(TestDatabase database, TestRedis redis) {
        List<HealthReport> meanwhile = new ArrayList<>();
        var last = new VerticleDefinition<>("trivial", TrivialConfig.class, (config, platform) -> {
            meanwhile.add(platform.health().report());
            return new Trivial("last");
        });

        Node node = start(database, redis, List.of(last));

        assertThat(meanwhile.get(0).isReady()).isFalse();
        assertThat(meanwhile.get(0).checks()).containsEntry("process", HealthCheck.down("it is starting"));
        assertThat(node.platform().health().report().isReady()).isTrue();
    }

    @Test
    void a_node_that_stops_is_no_longer_ready(TestDatabase database, TestRedis redis) throws Exception {
        Node node = start(database, redis, List.of(trivial("only")));
        Health health = node.platform().health();
        assertThat(health.report().isReady()).isTrue();

        node.stop().await(20, TimeUnit.SECONDS);

        assertThat(health.report().checks().get("process")).isEqualTo(HealthCheck.down("it is stopping"));
    }

    private record Consoles(List<String> told) implements LiveFeed.Listener {
        @Override
        public void said(String topic, String json) {
            if (topic.equals("jobs")) {
                told.add(json);
            }
        }

        @Override
        public void gap() {
            told.clear();
        }
    }

    private static final class QuickJob implements Job {
        @Override
        public JobDefinition definition() {
            return JobDefinition.of(
                            "quick-job",
                            JobQueue.DEFAULT,
                            new TimeLimits(Duration.ofSeconds(5), Duration.ofSeconds(10)))
                    .knownAs("QuickJob")
                    .scheduled(Schedule.every(Duration.ofSeconds(1)));
        }

        @Override
        public Future<JobOutcome> run(RunContext run) {
            return Future.succeededFuture(JobOutcome.Done.all(0, 1));
        }
    }

    @Test
    void production_shows_the_true_time_whoever_asks(TestDatabase database, TestRedis redis) throws Exception {
        var environment = Map.of("DATABASE_URL", database.url(), "REDIS_URL", redis.url(), "ENVIRONMENT", "production");
        Platform platform = start(environment, List.of(trivial("only"))).platform();

        assertThat(platform.world()).isEqualTo(World.REAL);
        assertThatThrownBy(() -> setClock(platform, "2013-11-01T00:00Z"))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.status())
                        .isEqualTo(409));
    }

    @Test
    void a_restart_moves_the_clock_only_when_it_wishes_another(TestDatabase database, TestRedis redis)
            throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "DATABASE_URL", database.url(),
                "REDIS_URL", redis.url(),
                "TICKWORK_CLOCK", "2013-11-01T00:00Z*60"));
        Instant first = movedAt(start(environment, List.of(trivial("only"))));

        Instant same = movedAt(start(environment, List.of(trivial("only"))));
        environment.put("TICKWORK_CLOCK", "2014-11-01T00:00Z*60");
        Instant other = movedAt(start(environment, List.of(trivial("only"))));

        assertThat(same).isEqualTo(first);
        assertThat(other).isAfter(first);
    }

    private static Instant movedAt(Node node) throws Exception {
        return node.platform()
                .database()
                .read(tx -> tx.first("SELECT set_at FROM moved_clock", row -> row.instant("set_at")))
                .await(5, TimeUnit.SECONDS)
                .orElseThrow();
    }

    @Test
    void a_clock_that_was_moved_during_an_outage_is_followed_after_it(TestDatabase database, TestRedis redis)
            throws Exception {
        Platform mover = start(database, redis, List.of(trivial("only"))).platform();
        try (TcpProxy proxy = TcpProxy.to(database.url())) {
            Platform cutOff = start(proxy.through(database.url()), redis, List.of(trivial("only")))
                    .platform();
            proxy.cut();
            await(() -> !cutOff.health().report().isReady());

            assertThat(setClock(mover, "2013-11-01T00:00Z").status()).isEqualTo(200);
            proxy.restore();

            await(() -> cutOff.time().now().isBefore(Instant.parse("2014-01-01T00:00:00Z")));
            stopAll();
        }
    }

    @Test
    void whoever_is_to_be_told_of_a_failing_job_is_told_by_the_node(TestDatabase database, TestRedis redis)
            throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        Vertx vertx = Vertx.vertx();
        HttpServer slack = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    told.add(body.toString());
                    request.response().end("ok");
                }))
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
        var environment = Map.of(
                "DATABASE_URL",
                database.url(),
                "REDIS_URL",
                redis.url(),
                "PERMITTED_PRIVATE",
                "127.0.0.1:" + slack.actualPort(),
                "SLACK_WEBHOOK_URL",
                "http://127.0.0.1:" + slack.actualPort() + "/services/secret");
        Platform platform = start(environment, List.of(trivial("only"))).platform();
        var rules = new NoticeRules(Set.of(NoticeChannel.SLACK), Duration.ofMinutes(30), Map.of());
        var incidents = new IncidentLog(rules, () -> new UUID(7, 1));
        var run = new FailedRun(
                "etf-sync", new UUID(7, 2), platform.time().now(), 1, "bug", "oops", "here", NoticePolicy.CRITICAL);

        platform.database().write(tx -> incidents.failed(tx, run)).await(5, TimeUnit.SECONDS);

        await(() -> told.size() == 1);
        assertThat(told.get(0)).contains("*etf-sync fails* (development)", "#/jobs/" + run.run());
        stopAll();
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    private static OperationReply ask(Platform platform, String operation) throws Exception {
        var request = new OperationRequest(new Caller("ann", Role.VIEWER), Wire.object(), null, null, null);
        return platform.bus().ask(Operations.call(operation), request).await(5, TimeUnit.SECONDS);
    }

    private static OperationReply setClock(Platform platform, String clock) throws Exception {
        var request = new OperationRequest(
                new Caller("ann", Role.ADMIN), Wire.object(), Wire.object().put("clock", clock), null, null);
        return platform.bus().ask(Operations.call("clock.set"), request).await(5, TimeUnit.SECONDS);
    }

    private static void await(BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private Node start(TestDatabase database, TestRedis redis, List<VerticleDefinition<?>> verticles) {
        return start(database.url(), redis, verticles);
    }

    private Node start(String database, TestRedis redis, List<VerticleDefinition<?>> verticles) {
        return start(Map.of("DATABASE_URL", database, "REDIS_URL", redis.url()), verticles);
    }

    private Node start(Map<String, String> environment, List<VerticleDefinition<?>> verticles) {
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
