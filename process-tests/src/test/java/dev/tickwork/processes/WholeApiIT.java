package dev.tickwork.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.testkit.api.ApiCaller;
import dev.tickwork.testkit.api.ApiCaller.Answer;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation of the contract, answered by the rooms that really answer it; each answer is held against the contract. */
@ExtendWith({RealPostgres.class, RealRedis.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class WholeApiIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private Installation system;
    private NodeProcess tickwork;
    private ApiCaller admin;

    @BeforeAll
    void start(TestDatabase postgres, TestRedis redis, @TempDir Path folder) throws Exception {
        system = new Installation(folder).on(postgres.url(), redis.url());
        tickwork = system.start();
        Gateway gateway = system.gateway();
        admin = ApiCaller.on(gateway.port()).as(gateway.key());
        Until.holds("everything is ready", Installation.START, gateway::isReady);
        Until.holds("prices are live", Installation.START, gateway::isLive);
    }

    @AfterAll
    void end() throws Exception {
        system.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/live",
                "/health/ready",
                "/metrics",
                "/jobs/status",
                "/api/v1/prices",
                "/api/v1/prices?symbols=BTCUSD,ETHUSD",
                "/api/v1/prices/BTCUSD",
                "/api/v1/prices/BTCUSD/history?limit=1",
                "/api/v1/session",
                "/api/v1/keys",
                "/api/v1/nodes",
                "/api/v1/background/active",
                "/api/v1/jobs?limit=5",
                "/api/v1/jobs?state=failure,retry&since=2026-01-01T00:00:00Z&search=nothing",
                "/api/v1/jobs/counts",
                "/api/v1/definitions",
                "/api/v1/schedules",
                "/api/v1/schedules/price-fetch",
                "/api/v1/schedules/price-fetch/preview?count=3",
                "/api/v1/schedules/price-fetch/preview?count=3&cron=30%201%20*%20*%20*&zone=Europe/London",
                "/api/v1/queues",
                "/api/v1/audit?limit=5",
                "/api/v1/clock",
                "/api/v1/simulator/faults",
            })
    @Order(1)
    void answers_what_is_asked(String path) {
        assertThat(admin.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/prices/NOWHERE", "/api/v1/prices/NOWHERE/history"})
    @Order(1)
    void an_unknown_symbol_is_not_found(String path) {
        assertThat(admin.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "cursor=bm90LW9uZQ"})
    @Order(1)
    void values_that_make_no_sense_are_named(String query) {
        Answer answer = admin.get("/api/v1/prices/BTCUSD/history?" + query);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/errors/0/field")).isNotEmpty();
    }

    @Test
    @Order(1)
    void history_goes_on_behind_its_cursor() throws Exception {
        Until.holds("there are two prices", SOON, () -> prices() > 1);
        Answer first = admin.get("/api/v1/prices/BTCUSD/history?limit=1");

        Answer second = admin.get("/api/v1/prices/BTCUSD/history?limit=1&cursor=" + first.text("/next_cursor"));

        assertThat(second.text("/items/0/as_of")).isLessThan(first.text("/items/0/as_of"));
    }

    @Test
    @Order(1)
    void a_run_by_hand_is_asked_for_once_followed_and_repeated() throws Exception {
        ApiCaller once = admin.with("Idempotency-Key", "by-hand");
        Answer first = once.post("/api/v1/definitions/PriceFetcherJob/runs", "{\"reason\":\"a look\"}");
        Answer second = once.post("/api/v1/definitions/PriceFetcherJob/runs", "{\"reason\":\"a look\"}");
        Answer other = once.post("/api/v1/definitions/PriceFetcherJob/runs", "{\"reason\":\"another\"}");
        assertThat(first.status()).isEqualTo(202);
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(second.text("/run_id")).isEqualTo(first.text("/run_id"));
        assertThat(other.code()).isEqualTo("idempotency_key_reused");

        String run = "/api/v1/jobs/" + first.text("/run_id");
        Until.holds(
                "it is over",
                SOON,
                () -> !admin.get(run).json().path("finished_at").isNull());
        Answer again = admin.post(run + "/rerun", "{\"reason\":\"once more\"}");

        assertThat(again.status()).isEqualTo(202);
        assertThat(admin.get(run).text("/reruns/0/id")).isEqualTo(again.text("/run_id"));
        assertThat(admin.get(run).text("/audit/0/reason")).isEqualTo("once more");
        assertThat(admin.get(run + "/log").status()).isEqualTo(200);
        assertThat(admin.get(run + "/children").size("/items")).isZero();
        assertThat(admin.post(run + "/cancel", "{\"reason\":\"too late\"}").code())
                .isEqualTo("already_over");
        assertThat(admin.get("/api/v1/background/status/" + first.text("/run_id"))
                        .text("/status"))
                .isEqualTo(admin.get(run).text("/state"));
    }

    @Test
    @Order(1)
    void operators_pause_resume_and_limit_and_it_is_audited() {
        String pause = "{\"reason\":\"the disk is full\",\"until\":\"2126-01-01T00:00:00Z\"}";
        String resume = "{\"reason\":\"there is room\"}";

        assertThat(admin.post("/api/v1/queues/low_priority/pause", pause).text("/paused/reason"))
                .isEqualTo("the disk is full");
        assertThat(admin.post("/api/v1/queues/low_priority/resume", resume)
                        .json()
                        .path("paused")
                        .isNull())
                .isTrue();
        assertThat(admin.patch("/api/v1/queues/default", "{\"cluster_limit\":3,\"reason\":\"why not\"}")
                        .text("/cluster_limit"))
                .isEqualTo("3");
        assertThat(admin.post("/api/v1/definitions/quote-retention/pause", pause)
                        .text("/paused/until"))
                .startsWith("2126");
        assertThat(admin.post("/api/v1/definitions/quote-retention/resume", resume)
                        .status())
                .isEqualTo(200);
        assertThat(admin.patch("/api/v1/definitions/quote-retention", "{\"cluster_limit\":1,\"reason\":\"why not\"}")
                        .text("/cluster_limit"))
                .isEqualTo("1");
        assertThat(admin.get("/api/v1/audit?target=low_priority&limit=1").text("/items/0/reason"))
                .isEqualTo("there is room");
    }

    @Test
    @Order(1)
    void a_schedule_is_changed_by_who_saw_it_last() {
        String schedule = "/api/v1/schedules/quote-retention";
        String wish = "{\"version\":" + admin.get(schedule).text("/version")
                + ",\"cron\":\"30 2 * * *\",\"zone\":\"Europe/London\",\"reason\":\"at night\"}";

        Answer changed = admin.patch(schedule, wish);

        assertThat(changed.text("/cron")).isEqualTo("30 2 * * *");
        assertThat(changed.json().path("is_changed").booleanValue()).isTrue();
        assertThat(admin.patch(schedule, wish).code()).isEqualTo("version_changed");
        assertThat(admin.patch(schedule, wish.replace("30 2", "99 2")).status()).isIn(409, 422);
        assertThat(admin.post(schedule + "/run", "{\"reason\":\"now\"}").status())
                .isEqualTo(202);
    }

    @Test
    @Order(1)
    void many_runs_are_counted_before_anything_is_done_to_them() {
        String bulk = "{\"action\":\"rerun\",\"filter\":{\"job\":\"quote-retention\"},%s}";

        Answer preview = admin.post("/api/v1/jobs/bulk", bulk.formatted("\"preview\":true"));
        Answer refused = admin.post("/api/v1/jobs/bulk", bulk.formatted("\"reason\":\"r\",\"expected\":5000"));

        assertThat(preview.status()).isEqualTo(200);
        assertThat(refused.code()).isEqualTo("count_changed");
    }

    @Test
    @Order(1)
    void what_nobody_serves_says_who_would() {
        Answer report =
                admin.post("/api/v1/background/generate-report", "{\"report_type\":\"daily\",\"format\":\"pdf\"}");

        assertThat(report.status()).isEqualTo(503);
        assertThat(report.text("/detail")).contains("index-reports");
        assertThat(admin.post("/api/v1/background/cleanup", "{\"older_than_days\":0}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    @Order(1)
    void faults_are_set_listed_and_taken_back() {
        Answer set =
                admin.post("/api/v1/simulator/faults", "{\"provider\":\"twelvedata\",\"kind\":\"html\",\"times\":1}");
        assertThat(set.status()).isEqualTo(201);

        String id = set.text("/id");

        assertThat(admin.delete("/api/v1/simulator/faults?id=" + id).status()).isIn(204, 404);
        assertThat(admin.delete("/api/v1/simulator/faults").status()).isEqualTo(204);
        assertThat(admin.get("/api/v1/simulator/faults").size("/faults")).isZero();
    }

    @Test
    @Order(1)
    void a_viewer_reads_and_does_not_act() {
        String key = admin.post("/api/v1/keys", "{\"name\":\"wall\",\"subject\":\"wall\",\"role\":\"viewer\"}")
                .text("/key");

        ApiCaller viewer = ApiCaller.on(admin.port()).as(key);

        assertThat(viewer.get("/api/v1/prices").status()).isEqualTo(200);
        assertThat(Stream.of(
                        viewer.get("/api/v1/keys"),
                        viewer.put("/api/v1/clock", "{\"clock\":\"real\"}"),
                        viewer.post("/api/v1/simulator/faults", "{\"provider\":\"twelvedata\",\"kind\":\"html\"}")))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(403));
    }

    @Test
    @Order(2)
    void the_clock_is_moved_for_everybody_and_back() {
        Answer moved = admin.put("/api/v1/clock", "{\"clock\":\"2013-11-01T00:00Z*60\"}");
        assertThat(moved.text("/now")).startsWith("2013-11-01");

        Answer back = admin.put("/api/v1/clock", "{\"clock\":\"real\"}");

        assertThat(back.text("/clock")).isEqualTo("real");
        assertThat(admin.put("/api/v1/clock", "{\"clock\":\"soon\"}").status()).isEqualTo(422);
    }

    @Test
    @Order(3)
    void it_ends_in_order_when_it_is_told_to() throws Exception {
        assertThat(tickwork.stop()).isZero();
        assertThat(tickwork.output()).doesNotContain(system.gateway().key());
    }

    private int prices() {
        return admin.get("/api/v1/prices/BTCUSD/history").size("/items");
    }
}
