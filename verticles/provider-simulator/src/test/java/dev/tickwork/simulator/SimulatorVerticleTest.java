package dev.tickwork.simulator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.domain.World;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.Caller;
import dev.tickwork.messages.NobodyAnswers;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.VertxBus;
import dev.tickwork.messages.Wire;
import dev.tickwork.runtime.Platform;
import dev.tickwork.runtime.lifecycle.CannotStart;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorVerticleTest {
    private static final String GOLD = "/twelvedata/quote?symbol=XAU/USD";

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new VertxBus(vertx.eventBus());
    private int port;

    @BeforeEach
    void findPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, SECONDS);
    }

    @Test
    void answers_over_http_while_it_is_deployed() throws Exception {
        String id = deploy(World.SIMULATED);

        assertThat(get().status()).isEqualTo(200);
        vertx.undeploy(id).await(10, SECONDS);
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ask("simulator.faults.list", "{}", null)).isInstanceOf(NobodyAnswers.class);
    }

    @Test
    void a_port_that_is_taken_is_named_with_the_way_out() throws Exception {
        try (var other = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> deploy(World.SIMULATED))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("127.0.0.1:" + other.getLocalPort())
                    .hasMessageContaining("SIMULATOR_PORT");
        }
    }

    @Test
    void stays_off_in_the_real_world() throws Exception {
        String id = deploy(World.REAL);

        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ask("simulator.faults.list", "{}", null)).isInstanceOf(NobodyAnswers.class);
        vertx.undeploy(id).await(10, SECONDS);
    }

    @Test
    void a_fault_is_set_listed_felt_and_taken_back_over_the_bus() throws Exception {
        String deployment = deploy(World.SIMULATED);

        OperationReply set = ask(
                "simulator.faults.set",
                "{}",
                "{\"provider\": \"twelvedata\", \"kind\": \"rate_limited\", \"retry_after_seconds\": 9}");
        WireCall hit = get();
        JsonNode listed = ask("simulator.faults.list", "{}", null).body();
        String id = set.body().path("id").asText();
        OperationReply cleared = ask("simulator.faults.clear", "{\"id\": \"" + id + "\"}", null);

        assertThat(deployment).isNotEmpty();
        assertThat(set.status()).isEqualTo(201);
        assertThat(set.body().path("hits").asInt()).isZero();
        assertThat(hit.status()).isEqualTo(429);
        assertThat(hit.header("Retry-After")).isEqualTo("9");
        assertThat(listed.path("faults")).hasSize(1);
        assertThat(listed.path("faults").path(0).path("kind").asText()).isEqualTo("rate_limited");
        assertThat(listed.path("faults").path(0).path("hits").asInt()).isEqualTo(1);
        assertThat(cleared.status()).isEqualTo(204);
        assertThat(get().status()).isEqualTo(200);
    }

    @Test
    void all_faults_are_taken_back_at_once_and_an_unknown_one_is_404() throws Exception {
        assertThat(deploy(World.SIMULATED)).isNotEmpty();
        assertThat(ask("simulator.faults.set", "{}", "{\"provider\": \"twelvedata\", \"kind\": \"html\"}")
                        .status())
                .isEqualTo(201);

        assertThat(ask("simulator.faults.clear", "{}", null).status()).isEqualTo(204);

        assertThat(ask("simulator.faults.list", "{}", null).body().path("faults"))
                .isEmpty();
        assertThatThrownBy(
                        () -> ask("simulator.faults.clear", "{\"id\": \"00000000-0000-0000-0000-000000000000\"}", null))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.status())
                        .isEqualTo(404));
    }

    @Test
    void a_fault_that_cannot_be_is_refused_with_the_reason() throws Exception {
        assertThat(deploy(World.SIMULATED)).isNotEmpty();

        assertThatThrownBy(() -> ask(
                        "simulator.faults.set",
                        "{}",
                        "{\"provider\": \"twelvedata\", \"kind\": \"cut\", \"times\": 0}"))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(422);
                    assertThat(problem.detail()).contains("times: 0 is not at least 1");
                });
        assertThatThrownBy(
                        () -> ask("simulator.faults.set", "{}", "{\"provider\": \"twelve-data\", \"kind\": \"cut\"}"))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.invalid())
                        .containsExactly(new ApiProblem.Invalid(
                                "provider", "\"twelve-data\" is not one of [bitfinex, twelvedata]")));
    }

    @Test
    void a_span_travels_and_a_fault_that_a_provider_does_not_know_is_refused() throws Exception {
        assertThat(deploy(World.SIMULATED)).isNotEmpty();

        OperationReply set = ask(
                "simulator.faults.set",
                "{}",
                "{\"provider\": \"bitfinex\", \"kind\": \"no_trades\", \"from\": \"2026-03-04T10:00:00Z\","
                        + " \"until\": \"2026-03-04T11:00:00Z\", \"ends_at\": \"2026-03-05T00:00:00Z\"}");

        assertThat(set.body().path("from").asText()).isEqualTo("2026-03-04T10:00:00Z");
        assertThat(set.body().path("ends_at").asText()).isEqualTo("2026-03-05T00:00:00Z");
        assertThatThrownBy(() -> ask(
                        "simulator.faults.set", "{}", "{\"provider\": \"twelvedata\", \"kind\": \"silent_socket\"}"))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(
                                problem.invalid().get(0).toString())
                        .contains("twelvedata only knows"));
    }

    @Test
    void a_recording_that_cannot_be_read_is_named(@TempDir Path folder) throws Exception {
        Path bitcoin = Files.createDirectories(folder.resolve("bitfinex/candles/BTCUSD"));
        Files.writeString(bitcoin.resolve("1h.csv"), "nothing");

        assertThatThrownBy(() ->
                        deploy(World.SIMULATED, SimulatorConfig.onFreePort().withMockData(folder)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("1h.csv: there is no candle")
                .hasMessageContaining("MOCK_DATA_PATH");
    }

    private String deploy(World world) throws Exception {
        return deploy(world, SimulatorConfig.onFreePort());
    }

    private String deploy(World world, SimulatorConfig config) throws Exception {
        var here = new SimulatorConfig(
                config.host(),
                port,
                config.seed(),
                config.delay(),
                config.mockDataPath(),
                config.twelvedata(),
                config.bitfinex());
        return vertx.deployVerticle(SimulatorVerticle.DEFINITION.create().apply(here, platform(world)))
                .await(10, SECONDS);
    }

    private WireCall get() throws IOException {
        return WireCall.get(port, GOLD, Duration.ofSeconds(10));
    }

    private OperationReply ask(String operation, String parameters, @Nullable String body) throws Exception {
        var request = new OperationRequest(
                new Caller("tester", Role.ADMIN),
                (ObjectNode) Wire.tree(parameters),
                body == null ? null : Wire.tree(body),
                null,
                null);
        return bus.ask(Operations.call(operation), request).await(10, SECONDS);
    }

    /** Only the parts that this room uses; another one would be a null and fail the test. */
    private Platform platform(World world) {
        Map<String, Object> parts = Map.of(
                "vertx", vertx,
                "bus", bus,
                "time", FakeTime.at("2026-03-04T12:00:30Z"),
                "random", new Random(1),
                "world", world);
        return (Platform) Proxy.newProxyInstance(
                Platform.class.getClassLoader(),
                new Class<?>[] {Platform.class},
                (proxy, method, arguments) -> parts.get(method.getName()));
    }
}
