package dev.tickwork.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.runtime.NodeConfig.WatchPart;
import dev.tickwork.runtime.health.Health;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.runtime.lifecycle.CannotStart;
import dev.tickwork.runtime.metrics.Metrics;
import io.vertx.core.Vertx;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchServerTest {
    private static final WatchPart ANY_PORT = new WatchPart("127.0.0.1", 0);

    private final Vertx vertx = Vertx.vertx();
    private final Health health = new Health();
    private final WatchServer server = new WatchServer(vertx, health, new Metrics("test-node"));
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = server.start(ANY_PORT).await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void ready_is_200_with_the_report_until_something_is_down() throws Exception {
        health.register("redis", () -> HealthCheck.degraded("redis is away"));
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).contains("\"redis is away\"");

        health.register("postgres", () -> HealthCheck.down("postgres is away"));

        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void metrics_are_prometheus_text() throws Exception {
        HttpResponse<String> metrics = get("/metrics");

        assertThat(metrics.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.body())
                .contains("# TYPE jvm_memory_used_bytes gauge")
                .contains("node=\"test-node\"");
    }

    @Test
    void anything_else_is_not_there_and_nothing_can_be_sent() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(send(request("/metrics").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(405);
    }

    @Test
    void a_port_in_use_is_said_plainly() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            var other = new WatchServer(vertx, health, new Metrics("other"));
            var where = new WatchPart("0.0.0.0", taken.getLocalPort());

            assertThatThrownBy(() -> other.start(where).await(10, TimeUnit.SECONDS))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("NODE_PORT " + taken.getLocalPort() + " cannot be used");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
