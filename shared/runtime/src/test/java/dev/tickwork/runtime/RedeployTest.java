package dev.tickwork.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Caller;
import dev.tickwork.messages.NobodyAnswers;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import dev.tickwork.messages.live.SystemChanged;
import dev.tickwork.redis.LiveFeed;
import dev.tickwork.runtime.GreetingVerticle.Hello;
import dev.tickwork.runtime.GreetingVerticle.Weather;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith({RealPostgres.class, RealRedis.class})
class RedeployTest {
    private static final String AUDIT = """
            SELECT action || ' ' || target || ' by ' || subject || ' as ' || role || ': ' || reason AS line
              FROM job_audit
             ORDER BY id
            """;

    private final Weather weather = new Weather();
    private final List<SystemChanged> news = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private Node node;
    private Platform platform;
    private Runnable endListening;

    @BeforeEach
    void start(TestDatabase database, TestRedis redis) throws Exception {
        var environment = Map.of("DATABASE_URL", database.url(), "REDIS_URL", redis.url(), "NODE_NAME", "here");
        node = Node.start(NodePlan.read(List.of(GreetingVerticle.in(weather)), false, folder, environment::get));
        platform = node.platform();
        endListening = platform.redis().liveFeed().listen(new Console());
        await(platform.redis().liveFeed()::isUp);
    }

    @AfterEach
    void stop() throws Exception {
        weather.letGo();
        endListening.run();
        node.stop().await(20, TimeUnit.SECONDS);
    }

    @Test
    void a_redeployed_verticle_runs_with_its_configuration_as_it_is_now() throws Exception {
        configure("greeting: good morning");

        OperationReply reply = redeploy();

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body())
                .hasToString("{\"verticle\":\"trivial\",\"nodes\":[\"here\"],\"topic\":\"live.system\"}");
        awaitNews("redeploy", "done");
        assertThat(greeting()).isEqualTo("good morning");
        assertThat(onlyDeployment().path("state").asText()).isEqualTo("deployed");
    }

    @Test
    void a_kill_switch_that_was_thrown_in_its_file_is_taken_over() throws Exception {
        Files.writeString(folder.resolve("upstream.yaml"), "allow_internet_sync: false");
        redeploy();
        awaitNews("redeploy", "done");
        assertThat(platform.upstream().allowsInternet()).isFalse();

        Files.writeString(folder.resolve("upstream.yaml"), "allow_internet_sync: true");
        news.clear();
        redeploy();
        awaitNews("redeploy", "done");
        assertThat(platform.upstream().allowsInternet()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "refuse"})
    void a_redeploy_that_is_refused_leaves_the_kill_switch_as_it_was(String greeting) throws Exception {
        Files.writeString(folder.resolve("upstream.yaml"), "allow_internet_sync: false");
        configure("greeting: " + greeting);

        assertThatThrownBy(this::redeploy).isInstanceOf(ApiProblem.class);

        assertThat(platform.upstream().allowsInternet()).isTrue();
    }

    @Test
    void every_step_is_told() throws Exception {
        redeploy();

        awaitNews("redeploy", "done");
        assertThat(news)
                .extracting(change -> change.kind() + " " + change.name() + " " + change.state())
                .containsSubsequence(
                        "redeploy trivial started",
                        "verticle trivial draining",
                        "verticle trivial deploying",
                        "verticle trivial deployed",
                        "redeploy trivial done");
        assertThat(news.get(0).subject()).isEqualTo("ann");
        assertThat(news.get(0).reason()).isEqualTo("on here: a test");
    }

    @Test
    void who_did_it_why_and_how_it_ended_is_written_down() throws Exception {
        redeploy();

        awaitNews("redeploy", "done");
        await(() -> audit().size() == 2);
        assertThat(audit())
                .containsExactly(
                        "verticle.redeploy trivial by ann as admin: a test",
                        "verticle.redeployed trivial by ann as admin: a test");
    }

    @Test
    void the_same_request_again_is_answered_from_before_and_redeploys_nothing() throws Exception {
        OperationRequest request = request("trivial", null, "monday");
        OperationReply first = ask("verticles.redeploy", request);
        awaitNews("redeploy", "done");
        await(() -> audit().size() == 2);
        news.clear();

        OperationReply again = ask("verticles.redeploy", request);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers()).containsEntry("Idempotency-Replayed", "true");
        assertThatThrownBy(() -> ask("verticles.redeploy", request("trivial", "here", "monday")))
                .isInstanceOfSatisfying(
                        ApiProblem.class, problem -> assertThat(problem.code()).isEqualTo("idempotency_key_reused"));
        assertThat(audit()).hasSize(2);
        assertThat(news).isEmpty();
    }

    @Test
    void mistakes_in_the_configuration_are_told_together_and_change_nothing() throws Exception {
        configure("greeting: wrong\ngreting: oops");
        Files.writeString(folder.resolve("upstream.yaml"), "allow_internet_sync: perhaps");

        assertThatThrownBy(this::redeploy).isInstanceOfSatisfying(ApiProblem.class, problem -> {
            assertThat(problem.status()).isEqualTo(422);
            assertThat(problem.invalid())
                    .extracting(ApiProblem.Invalid::field, ApiProblem.Invalid::message)
                    .allSatisfy(mistake ->
                            assertThat(mistake.toList().get(0).toString()).startsWith("here: "))
                    .anySatisfy(mistake -> assertThat(mistake.toList().toString())
                            .contains("trivial.yaml: greting", "is not a known key; did you mean greeting?"))
                    .anySatisfy(mistake ->
                            assertThat(mistake.toList().toString()).contains("upstream.yaml: allow_internet_sync"));
        });
        assertThat(greeting()).isEqualTo("hello");
        assertThat(news).isEmpty();
    }

    @Test
    void what_only_the_verticle_itself_can_refuse_changes_nothing_either() throws Exception {
        configure("greeting: refuse");

        assertThatThrownBy(this::redeploy).isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(
                        problem.invalid())
                .containsExactly(new ApiProblem.Invalid("here: conf/trivial.yaml", "greeting: nobody says so")));
        assertThat(greeting()).isEqualTo("hello");
    }

    @Test
    void a_verticle_that_does_not_start_goes_back_to_what_ran_before() throws Exception {
        configure("greeting: fail");

        redeploy();

        SystemChanged ended = awaitNews("redeploy", "failed");
        assertThat(ended.reason()).isEqualTo("on here: the verticle trivial did not start: it rains");
        for (int i = 0; i < 10; i++) {
            assertThat(greeting()).as("nothing of the other one answers").isEqualTo("hello");
        }
        assertThat(onlyDeployment().path("state").asText()).isEqualTo("deployed");
        assertThat(onlyDeployment().path("degraded").asText()).contains("configuration of before", "it rains");
    }

    @Test
    void a_verticle_without_a_way_back_is_failed_until_the_next_redeploy() throws Exception {
        weather.becomesBad(true);
        redeploy();
        awaitNews("redeploy", "failed");
        assertThat(onlyDeployment().path("state").asText()).isEqualTo("failed");
        assertThat(platform.health().report().checks().get("verticle trivial").state())
                .isEqualTo(HealthCheck.State.DEGRADED);
        assertThatThrownBy(this::greeting)
                .isInstanceOfSatisfying(NobodyAnswers.class, nobody -> assertThat(nobody.reason())
                        .isEqualTo(NobodyAnswers.Reason.NOT_DEPLOYED));

        weather.becomesBad(false);
        redeploy();

        awaitNews("redeploy", "done");
        assertThat(greeting()).isEqualTo("hello");
        assertThat(platform.health().report().checks()).doesNotContainKey("verticle trivial");
    }

    @Test
    void one_redeploy_of_a_verticle_at_a_time() throws Exception {
        configure("greeting: hold");
        redeploy();
        awaitNews("redeploy", "done");
        news.clear();
        redeploy();
        awaitNews("verticle", "draining");

        assertThatThrownBy(this::redeploy)
                .isInstanceOfSatisfying(
                        ApiProblem.class, problem -> assertThat(problem.code()).isEqualTo("redeploy_under_way"));

        assertThat(onlyDeployment().path("state").asText()).isEqualTo("draining");
        news.clear();
        weather.letGo();
        awaitNews("redeploy", "done");
    }

    @Test
    void a_verticle_or_node_that_is_not_there_is_not_found() {
        assertThatThrownBy(() -> redeploy("etf-sync", null)).isInstanceOfSatisfying(ApiProblem.class, problem -> {
            assertThat(problem.status()).isEqualTo(404);
            assertThat(problem.detail()).isEqualTo("no node runs etf-sync");
        });
        assertThatThrownBy(() -> redeploy("trivial", "there"))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.detail())
                        .isEqualTo("no node of the name there runs trivial"));
    }

    /** Once, a consumer stayed on after its verticle was gone, and half of all requests were lost: eclipse-vertx/vert.x#3637. */
    @Test
    void twenty_redeploys_under_load_leave_nobody_without_an_answer() throws Exception {
        var loads = new AtomicBoolean(true);
        var answered = new AtomicInteger();
        List<Throwable> unanswered = new CopyOnWriteArrayList<>();
        var load = new Thread(() -> load(loads, answered, unanswered));
        load.start();

        for (int i = 1; i <= 20; i++) {
            news.clear();
            configure("greeting: number " + i);
            redeploy();
            awaitNews("redeploy", "done");
            assertThat(greeting()).isEqualTo("number " + i);
        }
        loads.set(false);
        load.join();

        assertThat(answered.get()).isGreaterThan(100);
        assertThat(unanswered)
                .as("refused at once while it was away, and never left waiting")
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(NobodyAnswers.class, nobody -> assertThat(nobody.reason())
                                .isNotEqualTo(NobodyAnswers.Reason.TOO_LATE)));
        assertThat(platform.vertx().deploymentIDs()).hasSize(1);
    }

    private void load(AtomicBoolean loads, AtomicInteger answered, List<Throwable> unanswered) {
        while (loads.get()) {
            try {
                greeting();
                answered.incrementAndGet();
            } catch (Exception e) {
                unanswered.add(e);
            }
        }
    }

    @CanIgnoreReturnValue
    private String greeting() throws Exception {
        return platform.bus()
                .ask(GreetingVerticle.CALL, new Hello("test"))
                .await(10, TimeUnit.SECONDS)
                .from();
    }

    private JsonNode onlyDeployment() throws Exception {
        JsonNode verticles = ask("verticles.list", request(null, null)).body().path("verticles");
        assertThat(verticles).hasSize(1);
        return verticles.path(0).path("deployments").path(0);
    }

    @CanIgnoreReturnValue
    private OperationReply redeploy() throws Exception {
        return redeploy("trivial", null);
    }

    private OperationReply redeploy(String verticle, String onNode) throws Exception {
        return ask("verticles.redeploy", request(verticle, onNode));
    }

    private static OperationRequest request(String verticle, String onNode) {
        return request(verticle, onNode, null);
    }

    private static OperationRequest request(String verticle, String onNode, String key) {
        var body = Wire.object().put("reason", "a test").put("node", onNode);
        return new OperationRequest(
                new Caller("ann", Role.ADMIN), Wire.object().put("name", verticle), body, key, body.toString());
    }

    private List<String> audit() {
        return platform.database()
                .read(tx -> tx.query(AUDIT, row -> row.text("line")))
                .await();
    }

    private OperationReply ask(String operation, OperationRequest request) throws Exception {
        return platform.bus().ask(Operations.call(operation), request).await(10, TimeUnit.SECONDS);
    }

    private void configure(String yaml) throws IOException {
        Files.writeString(folder.resolve("trivial.yaml"), yaml);
    }

    @CanIgnoreReturnValue
    private SystemChanged awaitNews(String kind, String state) throws Exception {
        await(() -> of(kind, state).findAny().isPresent());
        return of(kind, state).findAny().orElseThrow();
    }

    private Stream<SystemChanged> of(String kind, String state) {
        return news.stream()
                .filter(change -> change.kind().equals(kind) && change.state().equals(state));
    }

    private static void await(BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private final class Console implements LiveFeed.Listener {
        @Override
        public void said(String topic, String json) {
            if (topic.equals("system")) {
                news.add(Wire.decode(json, SystemChanged.class));
            }
        }

        @Override
        public void gap() {
            news.clear();
        }
    }
}
