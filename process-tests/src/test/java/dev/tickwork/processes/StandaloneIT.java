package dev.tickwork.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The one jar, as somebody runs it who has only Java. */
class StandaloneIT {
    private static final Pattern LINK = Pattern.compile("Console: http://127\\.0\\.0\\.1:(\\d+)/#login=(\\S+)");
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Installation system;

    @BeforeEach
    void install() {
        system = new Installation(folder);
    }

    @AfterEach
    void end() throws Exception {
        system.close();
    }

    @Test
    void a_fresh_folder_becomes_a_system_that_lets_its_owner_in_once_and_keeps_its_data() throws Exception {
        NodeProcess first = system.withoutAdminKey().start();
        String code = loginCode(first);
        Gateway admin = loggedIn(code);
        Until.holds("everything works", Installation.START, admin::isReady);
        Until.holds("prices move", SOON, () -> hasMoved(admin));

        assertThat(loginWith(code).status()).as("a link is good once").isEqualTo(401);
        String key = admin.post("/api/v1/keys", aKey()).expect(201).getString("key");
        JsonObject oldest = lastOf(history(admin));
        assertThat(first.stop()).as(first.output()).isZero();

        NodeProcess second = system.start();
        Gateway owner = system.gateway().as(key);
        Until.holds("it is back", Installation.START, owner::isReady);
        assertThat(history(owner).stream()).as("what was stored before").contains(oldest);
        assertThat(loginCode(second)).as("a start's link").isNotEqualTo(code);
        assertThat(second.stop()).as(second.output()).isZero();
    }

    @Test
    void a_crash_blocks_no_later_start_and_neither_does_a_port_in_use() throws Exception {
        NodeProcess crashed = system.start();
        Until.holds("everything works", Installation.START, system.gateway()::isReady);
        Until.holds("prices are live", SOON, system.gateway()::isLive);
        assertThat(crashed.output()).contains("log in with the key").doesNotContain("#login=");
        crashed.kill();

        try (var taken = new ServerSocket(system.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(refusal(1))
                    .hasLineCount(1)
                    .contains("127.0.0.1:" + taken.getLocalPort())
                    .contains("stop the process that has the port");
        }
        NodeProcess again = system.start();
        Until.holds("it is back", Installation.START, system.gateway()::isReady);
        assertThat(again.stop()).as(again.output()).isZero();
    }

    @Test
    @ExtendWith({PostgresFixture.class, RealRedis.class})
    void a_database_of_the_other_world_is_refused(TestDatabase simulated, TestRedis redis) throws Exception {
        system.on(simulated.url(), redis.url())
                .with("ENVIRONMENT", "production")
                .with("TWELVEDATA_API_KEY", "a-key-that-nobody-is-asked-with");

        assertThat(refusal(2))
                .contains("holds simulated data")
                .contains("set ENVIRONMENT to something other than production")
                .contains("choose another database with DATABASE_URL");
        assertThat(new Ledger(simulated.url()).livingFetchers()).isEmpty();
    }

    @Test
    void a_job_is_run_by_hand_with_and_without_a_system_beside_it() throws Exception {
        NodeProcess alone = system.start("--job", "price-fetch");
        assertThat(alone.exitCode(Installation.START)).as(alone.output()).isZero();
        assertThat(alone.output()).contains("job is over", "job=price-fetch", "state=success");

        NodeProcess daemon = system.start();
        Until.holds("it is up", Installation.START, () -> system.gateway().isReady());
        NodeProcess beside = system.start("--job", "PriceFetcherJob");

        assertThat(beside.exitCode(Installation.START)).as(beside.output()).isZero();
        assertThat(beside.output()).contains("another process has it already", "state=success");
        assertThat(daemon.stop()).as(daemon.output()).isZero();
    }

    @Test
    void every_mistake_in_the_configuration_is_named_at_once() throws Exception {
        system.on("postgres://nobody:listens@127.0.0.1:1/here", "redis://127.0.0.1:1")
                .with("API_PORT", "eighty")
                .with("PRICE_INTERVAL", "5x")
                .with("LOG_LEVEL", "loud");

        assertThat(refusal(2))
                .contains("4 mistakes")
                .contains("conf/api-gateway.yaml: http.port (API_PORT)")
                .contains("eighty")
                .contains("conf/notices.yaml: console_url (CONSOLE_URL, API_PORT)")
                .contains("conf/price-fetcher.yaml: interval (PRICE_INTERVAL)")
                .contains("5x")
                .contains("conf/node.yaml: log.level (LOG_LEVEL)")
                .contains("loud");
    }

    /** What somebody is told whose start is refused: what is printed after the log, and never a trace. */
    private String refusal(int exitCode) throws Exception {
        NodeProcess refused = system.start();
        assertThat(refused.exitCode(Installation.START)).as(refused.output()).isEqualTo(exitCode);
        assertThat(refused.output()).doesNotContain("\tat ");
        List<String> said = refused.output().lines().toList();
        int first = said.size() - 1;
        while (!said.get(first).startsWith("tickwork: ")) {
            first--;
        }
        return String.join("\n", said.subList(first, said.size()));
    }

    private static String loginCode(NodeProcess process) throws Exception {
        Until.holds("a link is printed", Installation.START, () -> {
            assertThat(process.isAlive()).as(process.output()).isTrue();
            return LINK.matcher(process.output()).find();
        });
        Matcher link = LINK.matcher(process.output());
        assertThat(link.find()).isTrue();
        return link.group(2);
    }

    private Gateway loggedIn(String code) throws Exception {
        return system.gateway().as(loginWith(code).expect(201).getString("token"));
    }

    private Gateway.Reply loginWith(String code) throws Exception {
        return system.gateway().post("/api/v1/session", new JsonObject().put("login_code", code));
    }

    private static JsonObject aKey() {
        return new JsonObject().put("name", "wall").put("subject", "wall").put("role", "viewer");
    }

    private static JsonArray history(Gateway gateway) throws Exception {
        return gateway.get("/api/v1/prices/BTCUSD/history?limit=1000")
                .expect(200)
                .getJsonArray("items");
    }

    private static JsonObject lastOf(JsonArray items) {
        return items.getJsonObject(items.size() - 1);
    }

    private static boolean hasMoved(Gateway gateway) throws Exception {
        return history(gateway).stream()
                        .map(JsonObject.class::cast)
                        .map(item -> item.getString("price"))
                        .distinct()
                        .count()
                > 1;
    }
}
