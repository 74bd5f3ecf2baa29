package dev.tickwork.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import dev.tickwork.redis.Rate;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.runtime.nodes.NodeHealth;
import dev.tickwork.runtime.nodes.NodeInfo;
import dev.tickwork.testkit.api.ApiCaller;
import dev.tickwork.testkit.api.ApiCaller.Answer;
import dev.tickwork.testservers.RealRedis;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RealRedis.class)
class HttpMannersTest {
    private static final String KEYS = "/api/v1/keys";
    private static final String KEY = "{\"name\":\"a\",\"subject\":\"a\",\"role\":\"viewer\"}";

    private static House house;
    private static ApiCaller gateway;
    private static ApiCaller unguarded;
    private static String adminKey;

    @BeforeAll
    static void open() {
        house = House.open();
        gateway = house.gateway();
        adminKey = house.key("root", Role.ADMIN);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere, 404, not_found",
        "GET, /api/v1/nowhere, 404, not_found",
        "POST, /nowhere, 404, not_found",
        "POST, /jobs/status, 405, method_not_allowed",
        "PATCH, /api/v1/keys, 405, method_not_allowed",
        "POST, /openapi.json, 405, method_not_allowed",
        "GET, /api/v1/prices/a%2Fb, 400, invalid_request",
        "GET, /api/v1/prices/a/../../keys/x, 405, method_not_allowed",
        "GET, /api/v1/prices?colour=red, 400, invalid_request",
        "GET, /api/v1/prices?symbols=%zz, 400, malformed_query",
        "GET, /api/v1/prices?symbols=A&symbols=B, 400, invalid_request",
        "GET, /api/v1/prices?symbols=, 400, invalid_request",
    })
    void a_wrong_address_method_or_parameter_is_a_problem(String method, String path, int status, String code)
            throws IOException {
        ApiCaller admin = admin();

        String answer = raw(
                admin.port(),
                method + " " + path + " HTTP/1.1\r\nHost: a\r\nX-API-Key: " + adminKey
                        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer).contains("application/problem+json").contains("\"code\":\"" + code + "\"");
    }

    @Test
    void a_method_that_is_not_taken_is_answered_with_those_that_are() {
        Answer refused = admin().send("DELETE", "/jobs/status", null);
        Answer asked = admin().send("OPTIONS", KEYS, null);

        assertThat(refused.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    }

    @Test
    void head_is_get_without_a_body() {
        Answer head = admin().send("HEAD", KEYS, null);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.response().body()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo("application/json");
        assertThat(gateway.send("HEAD", "/openapi.json", null).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                 | malformed_json",
                "{\"name\":\"a\"} {}                               | malformed_json",
                "{\"name\":\"a\",\"name\":\"b\"}                   | malformed_json",
                "[]                                                | invalid_request",
                "{\"name\":\"a\",\"subject\":\"a\",\"role\":\"king\"} | invalid_request",
                "{\"name\":\"a\",\"subject\":\"a b\",\"role\":\"viewer\"} | invalid_request",
                "\"text\"                                          | invalid_request",
                "null                                              | invalid_request",
            })
    void a_body_that_does_not_fit_is_a_problem(String body, String code) {
        Answer answer = admin().post(KEYS, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void a_body_that_is_too_deep_is_refused() {
        Answer answer = admin().post(KEYS, "{\"name\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}");

        assertThat(answer.code()).isEqualTo("malformed_json");
    }

    @Test
    void a_body_that_is_missing_is_refused() {
        assertThat(admin().post(KEYS, "").json().at("/errors/0/message").textValue())
                .isEqualTo("a JSON body is missing");
    }

    @Test
    void a_body_that_is_too_large_is_refused_with_and_without_its_length() throws IOException {
        Answer announced = admin().post(KEYS, "\"" + "a".repeat(5_000) + "\"");
        String chunked = raw(
                admin().port(),
                "POST " + KEYS + " HTTP/1.1\r\nHost: a\r\nX-API-Key: " + adminKey
                        + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                        + "1388\r\n" + "a".repeat(5_000) + "\r\n0\r\n\r\n");

        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.code()).isEqualTo("too_large");
        assertThat(chunked).startsWith("HTTP/1.1 413 ").contains("too_large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/xml", "application/json; charset=iso-8859-1", "application/jsonp"})
    void a_body_of_another_type_is_refused(String type) {
        Answer answer = admin().with("Content-Type", type).send("POST", KEYS, KEY);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.code()).isEqualTo("unsupported_media_type");
    }

    @Test
    void json_with_its_charset_is_taken() {
        ApiCaller admin = admin().with("Content-Type", "Application/JSON; charset=\"UTF-8\"");

        assertThat(admin.send("POST", KEYS, KEY).status()).isEqualTo(201);
    }

    @Test
    void what_no_route_sees_is_a_problem_too() throws IOException {
        int port = admin().port();

        assertThat(raw(port, "GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .contains(" 414 ")
                .contains("application/problem+json");
        assertThat(raw(port, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
                .contains(" 431 ");
        assertThat(raw(port, "NONSENSE\r\n\r\n")).contains(" 400 ");
    }

    @Test
    void every_answer_has_its_security_headers() {
        for (String path : List.of("/health/live", "/nowhere", KEYS)) {
            Answer answer = gateway.get(path);
            assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("X-Request-Id")).hasSize(16);
            assertThat(answer.header("Strict-Transport-Security")).isNull();
            assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
            assertThat(answer.header("Server")).isNull();
        }
    }

    @Test
    void strict_transport_is_asked_for_only_behind_tls() {
        ApiCaller proxied = house.gateway(config -> config.behindProxy()).with("X-Forwarded-Proto", "https");
        ApiCaller direct = gateway.with("X-Forwarded-Proto", "https");

        assertThat(proxied.get("/health/live").header("Strict-Transport-Security"))
                .isNotNull();
        assertThat(direct.get("/health/live").header("Strict-Transport-Security"))
                .isNull();
    }

    @Test
    void other_origins_may_call_only_when_they_are_named() {
        ApiCaller named = house.gateway(config -> config.corsOrigin("https://desk.example.org"));

        assertThat(named.with("Origin", "https://desk.example.org")
                        .get("/health/live")
                        .header("Access-Control-Allow-Origin"))
                .isEqualTo("https://desk.example.org");
        assertThat(named.with("Origin", "https://evil.example.org")
                        .get("/health/live")
                        .header("Access-Control-Allow-Origin"))
                .isNull();
    }

    @Test
    void a_named_origin_may_use_every_method_of_the_contract() {
        ApiCaller named = house.gateway(config -> config.corsOrigin("https://desk.example.org"));

        Answer preflight = named.with("Origin", "https://desk.example.org")
                .with("Access-Control-Request-Method", "PATCH")
                .send("OPTIONS", "/api/v1/schedules/x", null);

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Methods")).isEqualTo("DELETE, GET, PATCH, POST, PUT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "127.0.0.1:PORT     | none                       | 200",
                "localhost:PORT     | http://localhost:PORT      | 200",
                "[::1]:PORT         | http://[::1]:PORT          | 200",
                "localhost:PORT     | https://desk.example.org   | 200",
                "localhost:PORT     | https://evil.example.org   | 403",
                "localhost:PORT     | http://localhost:1         | 403",
                "localhost:PORT     | null                       | 403",
                "evil.example.org:1 | http://evil.example.org:1  | 403",
                "127.evil.org       | none                       | 403",
                "''                 | none                       | 403",
            })
    void where_nobody_is_asked_only_this_machines_own_pages_may_ask(String host, String origin, int status)
            throws IOException {
        int port = unguarded().port();
        String headers = ("Host: " + host + "\r\n" + (origin == null ? "" : "Origin: " + origin + "\r\n"))
                .replace("PORT", Integer.toString(port));

        for (String path : List.of("/api/v1/session", "/eventbus/info", "/")) {
            String answer = raw(port, "GET " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void no_other_page_opens_the_bridge_where_nobody_is_asked() {
        var to = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(unguarded().port())
                .setURI("/eventbus/websocket")
                .putHeader("Origin", "https://evil.example.org");

        assertThatThrownBy(() -> House.await(house.vertx.createWebSocketClient().connect(to)))
                .hasMessageContaining("403");
    }

    @Test
    void answers_are_compressed_for_who_can_read_that() throws IOException {
        try (var socket = new Socket("127.0.0.1", admin().port())) {
            socket.getOutputStream()
                    .write("GET /openapi.json HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] all = socket.getInputStream().readAllBytes();

            assertThat(new String(all, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT))
                    .contains("content-encoding: gzip");
        }
    }

    @Test
    void who_is_too_fast_is_told_when_to_come_back() {
        ApiCaller limited = house.gateway(config -> config.requests(new Rate(60, Duration.ofMinutes(1), 3)));
        ApiCaller anna = limited.as(house.key("anna", Role.ADMIN));
        Answer first = anna.get(KEYS);
        assertThat(anna.get(KEYS).status()).isEqualTo(200);
        assertThat(anna.get(KEYS).status()).isEqualTo(200);

        Answer refused = anna.get(KEYS);

        assertThat(first.header("RateLimit-Limit")).isEqualTo("3");
        assertThat(first.header("RateLimit-Remaining")).isEqualTo("2");
        assertThat(first.header("RateLimit-Reset")).isEqualTo("1");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(limited.as(house.key("bert", Role.ADMIN)).get(KEYS).status()).isEqualTo(200);
        assertThat(limited.get("/health/live").status()).isEqualTo(200);
        house.time.advance(Duration.ofSeconds(1));
        assertThat(anna.get(KEYS).status()).isEqualTo(200);
    }

    @Test
    void the_limit_holds_over_two_gateways_and_without_redis_on_each() {
        Rate rate = new Rate(60, Duration.ofMinutes(1), 2);
        String key = house.key("anna", Role.ADMIN);
        ApiCaller here = house.gateway(config -> config.requests(rate)).as(key);
        ApiCaller there = house.gateway(config -> config.requests(rate)).as(key);
        assertThat(here.get(KEYS).status()).isEqualTo(200);
        assertThat(there.get(KEYS).status()).isEqualTo(200);
        assertThat(here.get(KEYS).status()).isEqualTo(429);

        house.redis.stop();
        house.time.advance(Duration.ofSeconds(2));

        assertThat(here.get(KEYS).status()).isEqualTo(200);
        assertThat(here.get(KEYS).status()).isEqualTo(200);
        assertThat(here.get(KEYS).status()).isEqualTo(429);
    }

    @Test
    void a_repetition_is_known_by_its_key_and_body() {
        var heard = new AtomicReference<OperationRequest>();
        house.answer("clock.set", request -> {
            heard.set(request);
            return new OperationReply(
                    200,
                    Wire.tree(
                            "{\"now\":\"2026-03-02T12:00:00Z\",\"true_now\":\"2026-03-02T12:00:00Z\",\"clock\":\"real\",\"speed\":\"1\"}"),
                    Map.of());
        });
        ApiCaller admin = admin();

        Answer answer = admin.with("Idempotency-Key", "once").put("/api/v1/clock", "{\"clock\":\"real\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(heard.get().idempotencyKey()).isEqualTo("once");
        assertThat(heard.get().bodyHash())
                .isEqualTo("c35a48376d7968f8a1c45fd483ac13671bf63ac12c52262c082538ccc5de4e0e");
        assertThat(admin.with("Idempotency-Key", "a b")
                        .put("/api/v1/clock", "{\"clock\":\"real\"}")
                        .code())
                .isEqualTo("invalid_idempotency_key");
    }

    @Test
    void health_tells_of_every_node_and_ready_of_this_one() {
        house.time.advance(Duration.ofSeconds(1));
        assertThat(gateway.get("/health").json().get("status").textValue()).isEqualTo("up");
        var other = new NodeInfo(UUID.randomUUID(), "there", "test", 2, "0.1.0", house.time.now(), List.of());

        house.time.advance(Duration.ofSeconds(1));
        house.nodes = List.of(
                new NodeHealth(house.node, House.report(HealthCheck.up())),
                new NodeHealth(other, House.report(HealthCheck.down("no answer"))));

        assertThat(gateway.get("/health").status()).isEqualTo(503);
        Answer ready = gateway.get("/health/ready");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().get("status").textValue()).isEqualTo("degraded");
        assertThat(ready.json().at("/checks/1/reason").textValue()).isEqualTo("no answer");
        house.time.advance(Duration.ofSeconds(1));
        house.nodes = List.of(new NodeHealth(house.node, House.report(HealthCheck.down("postgres is away"))));
        assertThat(gateway.get("/health/ready").status()).isEqualTo(503);
        assertThat(gateway.get("/health/ready").header("Retry-After")).isEqualTo("5");
        assertThat(gateway.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void metrics_need_a_key_unless_they_are_made_public() {
        ApiCaller open = house.gateway(config -> config.metricsPublic());

        assertThat(gateway.get("/metrics").status()).isEqualTo(401);
        assertThat(gateway.as(house.key("prometheus", Role.VIEWER))
                        .get("/metrics")
                        .status())
                .isEqualTo(200);
        assertThat(open.get("/metrics").response().body()).contains("up{node=\"here\"} 1");
        assertThat(open.get("/metrics").header("Content-Type")).startsWith("text/plain; version=0.0.4");
    }

    @Test
    void the_console_and_its_bridge_are_there() {
        assertThat(gateway.get("/").header("Content-Type")).startsWith("text/html");
        assertThat(gateway.get("/docs").status()).isEqualTo(200);
        assertThat(gateway.get("/eventbus/info").json().get("websocket").booleanValue())
                .isTrue();
    }

    @Test
    void the_same_is_served_on_alias_ports() throws IOException {
        int alias = freePort();

        ApiCaller main = house.gateway(config -> config.ports(0, alias));

        assertThat(ApiCaller.on(alias).get("/health/live").status()).isEqualTo(200);
        assertThat(main.port()).isNotEqualTo(alias);
    }

    @Test
    void a_port_in_use_is_one_clear_line() {
        assertThatThrownBy(() -> house.gateway(config -> config.ports(gateway.port())))
                .hasMessageContaining("127.0.0.1:" + gateway.port() + " cannot be listened on")
                .hasMessageContaining("API_PORT");
    }

    private static ApiCaller unguarded() {
        if (unguarded == null) {
            unguarded = house.gateway(config -> config.authenticationOff().corsOrigin("https://desk.example.org"));
        }
        return unguarded;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static ApiCaller admin() {
        return gateway.as(adminKey);
    }

    private static String raw(int port, String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
