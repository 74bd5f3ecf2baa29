package dev.tickwork.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TcpProxy;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Redis or Postgres goes away and comes back, under one running system that nobody restarts. */
@ExtendWith({RealPostgres.class, RealRedis.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadDaysIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int A_FEW = 5;

    private TcpProxy wayToPostgres;
    private TestRedis redis;
    private Ledger ledger;
    private Installation system;
    private Gateway gateway;
    private NodeProcess process;

    @BeforeAll
    void start(TestDatabase postgres, TestRedis redis, @TempDir Path folder) {
        this.redis = redis;
        wayToPostgres = TcpProxy.to(postgres.url());
        ledger = new Ledger(postgres.url());
        system = new Installation(folder).on(wayToPostgres.through(postgres.url()), redis.url());
        gateway = system.gateway();
        process = system.start();
    }

    @BeforeEach
    void everythingWorks() throws Exception {
        Until.holds("it is ready", Installation.START, gateway::isReady);
        Until.holds("prices are live", SOON, gateway::isLive);
    }

    @AfterAll
    void end() throws Exception {
        system.close();
        wayToPostgres.close();
    }

    @Test
    void without_redis_prices_are_answered_from_memory_and_pushes_resume_by_themselves() throws Exception {
        try (var browser = new Browser(gateway)) {
            Until.holds("a browser hears prices", SOON, () -> hasHeard(browser, A_FEW));

            redis.stop();
            Until.holds("it says so", SOON, () -> gateway.check("redis")
                    .getString("status")
                    .equals("degraded"));
            Until.holds("what is remembered is marked", SOON, gateway::isStale);
            assertThat(gateway.isReady()).as("callers are not turned away").isTrue();
            assertThat(gateway.priceFetch().getString("degraded")).contains("Redis is away");
            Instant away = Instant.now();
            Until.holds(
                    "prices are fetched on", SOON, () -> ledger.endedSince(away).size() >= A_FEW);
            assertThat(ledger.endedSince(away)).allMatch(run -> run.is("SUCCESS"));
            int heardBefore = browser.heard().size();

            redis.start();
            Until.holds("prices are live again", SOON, gateway::isLive);
            Until.holds("the browser hears on", SOON, () -> hasHeard(browser, heardBefore + A_FEW));
            Until.holds("all is well", SOON, () -> gateway.check("redis")
                    .getString("status")
                    .equals("up"));
            Until.holds("the job too", SOON, () -> gateway.priceFetch().getString("degraded") == null);
            assertThat(process.isAlive()).isTrue();
        }
    }

    @Test
    void without_postgres_prices_go_on_live_and_are_written_afterwards_once() throws Exception {
        assertThat(gateway.get("/api/v1/session").status())
                .as("a key that was seen")
                .isEqualTo(200);
        try (var browser = new Browser(gateway)) {
            Until.holds("a browser hears prices", SOON, () -> hasHeard(browser, A_FEW));

            wayToPostgres.cut();
            Instant away = Instant.now();
            Until.holds("it is not ready any more", SOON, () -> !gateway.isReady());
            assertThat(gateway.check("postgres").getString("reason")).isEqualTo("postgres is away");
            Until.holds("the browser hears on", SOON, () -> since(browser, away).size() >= A_FEW * 3);
            assertThat(gateway.isLive()).isTrue();
            assertRefusedButNotForgotten();
            List<JsonObject> meanwhile = since(browser, away);

            wayToPostgres.restore();
            Until.holds("it is ready again", SOON, gateway::isReady);
            String lastRun = meanwhile.get(meanwhile.size() - 1).getString("run_id");
            Until.holds("what was fetched is written", SOON, () -> isRecorded(lastRun));
            assertWrittenOnce(meanwhile);
            Instant back = Instant.now();
            Until.holds(
                    "runs are recorded as ever",
                    SOON,
                    () -> ledger.endedSince(back).size() >= A_FEW);
            assertThat(gateway.get("/jobs/status").expect(200).getBoolean("complete"))
                    .isTrue();
            assertThat(gateway.post("/api/v1/keys", aKey()).status()).isEqualTo(201);
            assertThat(process.isAlive()).isTrue();
        }
    }

    private void assertRefusedButNotForgotten() throws Exception {
        assertThat(gateway.get("/api/v1/session").status())
                .as("the key is honoured")
                .isEqualTo(200);
        assertThat(gateway.as("tw_never_seen_" + "x".repeat(43))
                        .get("/api/v1/prices")
                        .status())
                .as("another one cannot be checked, which is not its fault")
                .isEqualTo(503);
        assertThat(gateway.post("/api/v1/keys", aKey()).expect(503).getString("code"))
                .isEqualTo("database_unavailable");
        assertThat(gateway.get("/jobs/status").expect(200).getBoolean("complete"))
                .isFalse();
    }

    /** Each price that a browser saw is stored as it saw it, and its run is in the ledger as a success that wrote it. */
    private void assertWrittenOnce(List<JsonObject> seen) throws Exception {
        Map<String, Ledger.Run> runs =
                ledger.runs().stream().collect(Collectors.toMap(Ledger.Run::id, Function.identity()));
        Map<String, List<Ledger.Price>> rows =
                ledger.prices().stream().collect(Collectors.groupingBy(Ledger.Price::runId));
        for (JsonObject price : seen) {
            String run = price.getString("run_id");
            assertThat(rows.get(run))
                    .as(price.encode())
                    .filteredOn(row -> isSame(row, price))
                    .hasSize(1);
            assertThat(rows.get(run)).hasSameSizeAs(Installation.SYMBOLS);
            assertThat(runs.get(run).state()).isEqualTo("SUCCESS");
            assertThat(runs.get(run).rowsWritten()).isEqualTo(Installation.SYMBOLS.size());
        }
        assertThat(runs.values().stream().map(Ledger.Run::fireAt)).doesNotHaveDuplicates();
    }

    private static boolean isSame(Ledger.Price row, JsonObject seen) {
        return row.symbol().equals(seen.getString("symbol"))
                && row.asOf().equals(Instant.parse(seen.getString("as_of")))
                && row.price().compareTo(new BigDecimal(seen.getString("price"))) == 0;
    }

    private boolean isRecorded(String run) throws Exception {
        return ledger.runs().stream().anyMatch(one -> one.id().equals(run) && one.is("SUCCESS"));
    }

    private static boolean hasHeard(Browser browser, int prices) {
        return browser.heard().size() >= prices;
    }

    private static List<JsonObject> since(Browser browser, Instant moment) {
        return browser.heard().stream()
                .filter(price -> Instant.parse(price.getString("received_at")).isAfter(moment))
                .toList();
    }

    private static JsonObject aKey() {
        return new JsonObject().put("name", "wall").put("subject", "wall").put("role", "viewer");
    }
}
