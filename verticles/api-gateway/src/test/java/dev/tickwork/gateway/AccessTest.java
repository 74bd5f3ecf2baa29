package dev.tickwork.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.gateway.auth.ApiKeys.Made;
import dev.tickwork.gateway.auth.KeyWish;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import dev.tickwork.redis.Rate;
import dev.tickwork.testkit.api.ApiCaller;
import dev.tickwork.testkit.api.ApiCaller.Answer;
import dev.tickwork.testservers.RealRedis;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RealRedis.class)
class AccessTest {
    private static final String ME = "/api/v1/session";
    private static final String KEYS = "/api/v1/keys";
    private static final String SECRET = "a-secret-of-more-than-thirty-two-characters";
    private static final String CONFIGURED = "an-operators-own-long-secret";

    private House house;

    @BeforeEach
    void open() {
        house = House.open();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void a_key_says_who_asks() {
        String key = house.key("anna", Role.OPERATOR);

        Answer answer = house.gateway().as(key).get(ME);

        assertThat(answer.json().get("subject").textValue()).isEqualTo("anna");
        assertThat(answer.json().get("role").textValue()).isEqualTo("operator");
        assertThat(key).startsWith("tw_" + answer.json().get("credential_id").textValue() + "_");
    }

    @Test
    void a_key_may_come_in_a_header_of_its_own() {
        ApiCaller gateway = house.gateway();

        assertThat(gateway.with("X-API-Key", house.key("anna", Role.VIEWER))
                        .get(ME)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic YTpi", "Bearer", "Bearer tw_unknown_0", "Bearer eyJhbGciOiJub25lIn0.e30.x"})
    void nothing_else_is_believed(String authorization) {
        ApiCaller gateway = house.gateway();

        Answer answer = authorization.isEmpty()
                ? gateway.get(ME)
                : gateway.with("Authorization", authorization).get(ME);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @ParameterizedTest
    @CsvSource({
        "viewer, /jobs/status, 200",
        "viewer, /api/v1/keys, 403",
        "member, /api/v1/keys, 403",
        "operator, /api/v1/keys, 403",
        "admin, /api/v1/keys, 200",
        "admin, /jobs/status, 200",
    })
    void a_role_may_do_what_it_may(String role, String path, int status) {
        house.answer(
                "jobs.status",
                request -> new OperationReply(200, Wire.tree("{\"jobs\":[],\"total_jobs\":0}"), Map.of()));

        Answer answer = house.gateway().as(house.key("anna", Role.of(role))).get(path);

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void a_key_is_shown_once_and_kept_as_a_hash() {
        ApiCaller admin = house.gateway().as(house.key("root", Role.ADMIN));

        Answer made = admin.post(KEYS, "{\"name\":\"wall\",\"subject\":\"dash\",\"role\":\"viewer\"}");

        String key = made.json().get("key").textValue();
        assertThat(made.status()).isEqualTo(201);
        assertThat(house.gateway().as(key).get(ME).status()).isEqualTo(200);
        assertThat(admin.get(KEYS).response().body()).doesNotContain(key.substring(key.lastIndexOf('_')));
        assertThat(stored("SELECT encode(secret_hash, 'hex') AS found FROM api_keys WHERE subject = 'dash'"))
                .hasSize(64)
                .isNotEqualTo(key.substring(key.lastIndexOf('_') + 1));
    }

    @Test
    void a_key_that_has_ended_is_refused() {
        Made made = house.made(
                new KeyWish("short", "anna", Role.VIEWER, house.time.now().plusSeconds(60)));
        ApiCaller anna = house.gateway().as(made.secret());
        assertThat(anna.get(ME).status()).isEqualTo(200);

        house.time.advance(Duration.ofSeconds(60));

        assertThat(anna.get(ME).code()).isEqualTo("expired_credential");
    }

    @Test
    void a_key_cannot_be_made_for_the_past() {
        ApiCaller admin = house.gateway().as(house.key("root", Role.ADMIN));

        Answer answer = admin.post(
                KEYS, "{\"name\":\"a\",\"subject\":\"a\",\"role\":\"viewer\",\"expires_at\":\"2020-01-01T00:00:00Z\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/field").textValue()).isEqualTo("/expires_at");
    }

    @Test
    void a_revoked_key_and_its_sessions_end_on_every_gateway() {
        ApiCaller here = house.gateway();
        ApiCaller there = house.gateway();
        String key = house.key("anna", Role.VIEWER);
        String token = login(there, "api_key", key).get("token").textValue();
        assertThat(there.as(key).get(ME).status()).isEqualTo(200);
        assertThat(there.as(token).get(ME).status()).isEqualTo(200);
        String id = there.as(key).get(ME).json().get("credential_id").textValue();

        Answer revoked = here.as(house.key("root", Role.ADMIN)).delete(KEYS + "/" + id + "?reason=left%20the%20team");

        assertThat(revoked.json().get("revoked_by").textValue()).isEqualTo("root");
        House.until(() -> there.as(key).get(ME).status() == 401);
        House.until(() -> there.as(token).get(ME).status() == 401);
        assertThat(there.as(key).get(ME).code()).isEqualTo("revoked_credential");
        assertThat(there.as(token).get(ME).code()).isEqualTo("revoked_credential");
        assertThat(stored("SELECT actor || ' ' || reason AS found FROM access_audit WHERE action = 'key_revoked'"))
                .isEqualTo("root left the team");
    }

    @Test
    void revoking_twice_changes_nothing() {
        ApiCaller admin = house.gateway().as(house.key("root", Role.ADMIN));
        String id =
                house.made(new KeyWish("a", "anna", Role.VIEWER, null)).key().id();
        Answer first = admin.delete(KEYS + "/" + id + "?reason=first");

        house.time.advance(Duration.ofMinutes(1));
        Answer second = admin.delete(KEYS + "/" + id + "?reason=second");

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(admin.delete(KEYS + "/nobody").status()).isEqualTo(404);
    }

    @Test
    void a_one_time_link_logs_in_once() {
        ApiCaller gateway = house.gateway();
        String code = house.loginCode();

        JsonNode session = login(gateway, "login_code", code);
        Answer again = gateway.post(ME, "{\"login_code\":\"" + code + "\"}");

        Answer me = gateway.as(session.get("token").textValue()).get(ME);
        assertThat(me.json().get("role").textValue()).isEqualTo("admin");
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.code()).isEqualTo("unknown_login_code");
    }

    @Test
    void a_one_time_link_ends_after_ten_minutes() {
        ApiCaller gateway = house.gateway();
        String code = house.loginCode();

        house.time.advance(Duration.ofMinutes(10));

        assertThat(gateway.post(ME, "{\"login_code\":\"" + code + "\"}").status())
                .isEqualTo(401);
    }

    @Test
    void a_token_lives_ten_minutes_and_is_renewed_for_twelve_hours() {
        ApiCaller gateway = house.gateway();
        JsonNode session = login(gateway, "login_code", house.loginCode());
        String first = session.get("token").textValue();

        house.time.advance(Duration.ofMinutes(9));
        Answer renewed = gateway.as(first).post(ME + "/renewal", "");
        house.time.advance(Duration.ofMinutes(1));

        String second = renewed.json().get("token").textValue();
        assertThat(session.get("session_ends_at").textValue()).isEqualTo("2026-03-03T00:00:00Z");
        assertThat(renewed.json().get("session_ends_at")).isEqualTo(session.get("session_ends_at"));
        assertThat(gateway.as(first).get(ME).code()).isEqualTo("expired_credential");
        assertThat(gateway.as(second).get(ME).status()).isEqualTo(200);
    }

    @Test
    void a_token_that_ended_in_ones_sleep_renews_the_session_and_does_nothing_else() {
        ApiCaller gateway = house.gateway();
        String slept =
                login(gateway, "login_code", house.loginCode()).get("token").textValue();

        house.time.advance(Duration.ofMinutes(11));
        Answer renewed = gateway.as(slept).post(ME + "/renewal", "");

        assertThat(gateway.as(slept).get(ME).code()).isEqualTo("expired_credential");
        String fresh = renewed.json().get("token").textValue();
        assertThat(gateway.as(fresh).get(ME).json().get("role").textValue()).isEqualTo("admin");
        house.time.advance(Duration.ofHours(12));
        assertThat(gateway.as(slept).post(ME + "/renewal", "").code()).isEqualTo("expired_credential");
    }

    @Test
    void a_token_that_has_ended_closes_the_session_and_renews_it_no_more() {
        ApiCaller gateway = house.gateway();
        String token =
                login(gateway, "login_code", house.loginCode()).get("token").textValue();
        house.time.advance(Duration.ofMinutes(11));

        assertThat(gateway.as(token).delete(ME).status()).isEqualTo(204);

        assertThat(gateway.as(token).post(ME + "/renewal", "").status()).isEqualTo(401);
        house.time.advance(Duration.ofMinutes(11));
        assertThat(gateway.as(token).post(ME + "/renewal", "").status()).isEqualTo(401);
    }

    @Test
    void on_a_clock_that_runs_faster_a_token_lives_as_long_as_ever() {
        house.time.runs(60);
        ApiCaller gateway = house.gateway();
        String token =
                login(gateway, "login_code", house.loginCode()).get("token").textValue();

        house.time.advance(Duration.ofMinutes(10 * 60 - 1));
        Answer before = gateway.as(token).get(ME);
        house.time.advance(Duration.ofMinutes(1));

        assertThat(before.status()).isEqualTo(200);
        assertThat(gateway.as(token).get(ME).code()).isEqualTo("expired_credential");
    }

    @Test
    void a_token_is_good_on_another_gateway_too() {
        String token = login(house.gateway(), "login_code", house.loginCode())
                .get("token")
                .textValue();

        assertThat(house.gateway().as(token).get(ME).status()).isEqualTo(200);
    }

    @Test
    void logging_out_ends_the_session_everywhere() {
        ApiCaller here = house.gateway();
        ApiCaller there = house.gateway();
        String token = login(here, "login_code", house.loginCode()).get("token").textValue();
        assertThat(there.as(token).get(ME).status()).isEqualTo(200);

        assertThat(here.as(token).delete(ME).status()).isEqualTo(204);

        House.until(() -> there.as(token).get(ME).status() == 401);
        assertThat(there.as(token).post(ME + "/renewal", "").status()).isEqualTo(401);
    }

    @Test
    void a_key_is_no_session() {
        ApiCaller anna = house.gateway().as(house.key("anna", Role.VIEWER));

        assertThat(anna.delete(ME).code()).isEqualTo("not_a_session");
        assertThat(anna.post(ME + "/renewal", "").code()).isEqualTo("not_a_session");
    }

    @Test
    void too_many_wrong_keys_are_not_answered_for_a_while() {
        ApiCaller gateway = house.gateway(config -> config.wrongAttempts(new Rate(6, Duration.ofMinutes(1), 3)));
        String known = house.key("anna", Role.VIEWER);
        assertThat(gateway.as(known).get(ME).status()).isEqualTo(200);
        house.time.advance(Duration.ofMinutes(1));
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(gateway.as("tw_wrong_" + attempt).get(ME).status()).isEqualTo(401);
        }

        Answer blocked = gateway.post(ME, "{\"login_code\":\"guess\"}");

        assertThat(blocked.status()).isEqualTo(429);
        assertThat(Integer.parseInt(blocked.header("Retry-After"))).isBetween(1, 31);
        assertThat(gateway.as(known).get(ME).status()).isEqualTo(200);
        house.time.advance(Duration.ofSeconds(31));
        assertThat(gateway.as("tw_wrong_9").get(ME).status()).isEqualTo(401);
    }

    @Test
    void too_many_tokens_of_unknown_keys_are_not_answered_for_a_while() {
        ApiCaller gateway = house.gateway(config -> config.wrongAttempts(new Rate(6, Duration.ofMinutes(1), 3)));
        String good =
                login(gateway, "login_code", house.loginCode()).get("token").textValue();
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(gateway.as(signed("unknown-" + attempt)).get(ME).status())
                    .isEqualTo(401);
        }

        assertThat(gateway.as(signed("unknown-9")).get(ME).status()).isEqualTo(429);
        assertThat(gateway.as(good).get(ME).status()).isEqualTo(200);
    }

    @Test
    void an_unknown_signing_key_is_looked_for_once_a_second_at_most() {
        ApiCaller gateway = house.gateway();
        assertThat(gateway.as(signed("unknown")).get(ME).status()).isEqualTo(401);
        House.await(house.database.write(tx -> tx.execute(
                "INSERT INTO signing_keys (id, secret, created_at) VALUES ('made-elsewhere', $1, $2)",
                SECRET,
                house.time.now().plusSeconds(1))));

        Answer atOnce = gateway.as(signed("made-elsewhere")).get(ME);
        house.time.advance(Duration.ofSeconds(1));
        Answer later = gateway.as(signed("made-elsewhere")).get(ME);

        assertThat(atOnce.status()).isEqualTo(401);
        assertThat(later.status()).isEqualTo(200);
    }

    @Test
    void behind_a_proxy_it_is_the_last_forwarded_address_that_may_fail_so_often() {
        ApiCaller gateway =
                house.gateway(config -> config.behindProxy().wrongAttempts(new Rate(6, Duration.ofMinutes(1), 4)));
        assertThat(shownWrongKey(gateway, "198.51.100.1, 203.0.113.7")).isEqualTo(4401);
        assertThat(shownWrongKey(gateway, "198.51.100.2,203.0.113.7:4711")).isEqualTo(4401);
        for (int attempt = 0; attempt < 2; attempt++) {
            ApiCaller pretender = gateway.with("X-Forwarded-For", "198.51.100.9" + attempt + ", 203.0.113.7");
            assertThat(pretender.as("tw_wrong").get(ME).status()).isEqualTo(401);
        }

        Answer blocked =
                gateway.with("X-Forwarded-For", "203.0.113.7").as("tw_wrong").get(ME);
        Answer other = gateway.with("X-Forwarded-For", "203.0.113.7, 203.0.113.8")
                .as("tw_wrong")
                .get(ME);
        Answer nameless =
                gateway.with("X-Forwarded-For", "unknown").as("tw_wrong").get(ME);

        assertThat(blocked.status()).isEqualTo(429);
        assertThat(other.status()).isEqualTo(401);
        assertThat(nameless.status()).isEqualTo(401);
        assertThat(gateway.with("X-Forwarded-For", "203.0.113.7, ")
                        .as("tw_wrong")
                        .get(ME)
                        .status())
                .isEqualTo(401);
        assertThat(shownWrongKey(gateway, "203.0.113.7")).isEqualTo(1013);
    }

    @Test
    void without_a_proxy_nobody_says_where_he_comes_from() {
        ApiCaller gateway = house.gateway(config -> config.wrongAttempts(new Rate(6, Duration.ofMinutes(1), 1)));

        Answer first =
                gateway.with("X-Forwarded-For", "203.0.113.7").as("tw_wrong").get(ME);
        Answer second =
                gateway.with("X-Forwarded-For", "203.0.113.8").as("tw_wrong").get(ME);

        assertThat(first.status()).isEqualTo(401);
        assertThat(second.status()).isEqualTo(429);
    }

    @Test
    void the_configured_key_is_an_admins_and_replaces_the_one_before() {
        ApiCaller first = house.gateway(config -> config.adminKey(CONFIGURED));
        assertThat(first.as(CONFIGURED).get(KEYS).status()).isEqualTo(200);

        ApiCaller second = house.gateway(config -> config.adminKey(CONFIGURED + "-2"));

        assertThat(second.as(CONFIGURED + "-2").get(KEYS).status()).isEqualTo(200);
        House.until(() -> second.as(CONFIGURED).get(KEYS).status() == 401);
    }

    @Test
    void verified_keys_are_honoured_for_ten_minutes_of_an_outage() {
        ApiCaller gateway = house.gateway();
        String verified = house.key("anna", Role.VIEWER);
        String fresh = house.key("bert", Role.VIEWER);
        assertThat(gateway.as(verified).get(ME).status()).isEqualTo(200);
        house.time.advance(Duration.ofMinutes(5));

        house.postgres.cut();
        house.untilPostgresIsAway();
        Answer atOnce = gateway.as(verified).get(ME);
        Answer unknown = gateway.as(fresh).get(ME);
        house.time.advance(Duration.ofMinutes(10).minusSeconds(1));
        Answer late = gateway.as(verified).get(ME);
        house.time.advance(Duration.ofSeconds(2));
        Answer tooLate = gateway.as(verified).get(ME);

        assertThat(atOnce.status()).isEqualTo(200);
        assertThat(unknown.status()).isEqualTo(503);
        assertThat(unknown.header("Retry-After")).isNotNull();
        assertThat(late.status()).isEqualTo(200);
        assertThat(tooLate.status()).isEqualTo(503);
        house.postgres.restore();
        House.until(() -> house.database.isUp());
        assertThat(gateway.as(verified).get(ME).status()).isEqualTo(200);
        assertThat(gateway.as(fresh).get(ME).status()).isEqualTo(200);
    }

    @Test
    void a_revocation_that_was_missed_in_an_outage_counts_afterwards() {
        ApiCaller gateway = house.gateway();
        Made made = house.made(new KeyWish("a", "anna", Role.VIEWER, null));
        assertThat(gateway.as(made.secret()).get(ME).status()).isEqualTo(200);

        house.postgres.cut();
        house.untilPostgresIsAway();
        house.behindTheWire("UPDATE api_keys SET revoked_at = created_at, revoked_by = 'root'");
        house.postgres.restore();

        House.until(() -> house.database.isUp());
        House.until(() -> gateway.as(made.secret()).get(ME).status() == 401);
    }

    @Test
    void the_last_use_of_a_key_is_noted_now_and_then() {
        ApiCaller gateway = house.gateway();
        String key = house.key("anna", Role.VIEWER);

        assertThat(gateway.as(key).get(ME).status()).isEqualTo(200);
        house.time.advance(Duration.ofSeconds(30));

        House.until(() -> !stored("SELECT coalesce(max(last_used_at)::text, '') AS found FROM api_keys")
                .isEmpty());
    }

    @Test
    void a_signing_key_is_replaced_after_a_month_and_its_tokens_live_on() {
        ApiCaller old = house.gateway();
        house.time.advance(Duration.ofDays(30).minusMinutes(1));
        String token = login(old, "login_code", house.loginCode()).get("token").textValue();

        house.time.advance(Duration.ofMinutes(2));
        ApiCaller fresh = house.gateway();

        assertThat(fresh.as(token).get(ME).status()).isEqualTo(200);
        assertThat(stored("SELECT count(*)::text AS found FROM signing_keys")).isEqualTo("2");
        String next = login(fresh, "login_code", house.loginCode()).get("token").textValue();
        assertThat(old.as(next).get(ME).status()).isEqualTo(200);
    }

    @Test
    void nobody_is_asked_when_authentication_is_off() {
        ApiCaller gateway = house.gateway(config -> config.authenticationOff());

        assertThat(gateway.get(KEYS).status()).isEqualTo(200);
    }

    private static JsonNode login(ApiCaller gateway, String by, String secret) {
        Answer answer = gateway.post(ME, "{\"" + by + "\":\"" + secret + "\"}");
        assertThat(answer.status()).isEqualTo(201);
        return answer.json();
    }

    /** A session's token as a gateway makes it, with a key that this one may not have. */
    private String signed(String keyId) {
        var key = new PubSecKeyOptions().setAlgorithm("HS256").setId(keyId).setBuffer(SECRET);
        var claims = new JsonObject()
                .put("iss", "tickwork")
                .put("sub", "anna")
                .put("role", "viewer")
                .put("sid", "s-1")
                .put("exp", house.time.now().plusSeconds(60).getEpochSecond());
        return JWTAuth.create(house.vertx, new JWTAuthOptions().addPubSecKey(key))
                .generateToken(claims, new JWTOptions().setHeader(new JsonObject().put("kid", keyId)));
    }

    /** The code with which the bridge ends a connection that shows an unknown key. */
    private int shownWrongKey(ApiCaller gateway, String forwardedFor) {
        var to = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(gateway.port())
                .setURI("/eventbus/websocket")
                .putHeader("X-Forwarded-For", forwardedFor);
        Promise<Integer> code = Promise.promise();
        var client = house.vertx.createWebSocketClient();
        House.await(client.connect(to).compose(socket -> {
            socket.closeHandler(closed -> code.complete((int) socket.closeStatusCode()));
            return socket.writeTextMessage("{\"type\":\"register\",\"address\":\"live.jobs\","
                    + "\"headers\":{\"Authorization\":\"Bearer tw_wrong\"}}");
        }));
        return House.await(code.future());
    }

    private String stored(String sql) {
        return House.await(house.database.read(tx -> tx.first(sql, row -> row.text("found"))))
                .orElseThrow();
    }
}
