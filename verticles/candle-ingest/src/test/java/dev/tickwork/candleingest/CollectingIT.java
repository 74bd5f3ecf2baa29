package dev.tickwork.candleingest;

import static dev.tickwork.candleingest.Collected.environment;
import static dev.tickwork.candleingest.Collected.openChunks;
import static dev.tickwork.candleingest.Collected.passed;
import static dev.tickwork.candleingest.Collected.same;
import static dev.tickwork.candleingest.Collected.served;
import static dev.tickwork.candleingest.Collected.stored;
import static dev.tickwork.candleingest.Collected.until;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.candleingest.series.SeriesStore;
import dev.tickwork.candleingest.series.WantedSeries;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Caller;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.runtime.Node;
import dev.tickwork.runtime.NodePlan;
import dev.tickwork.runtime.Platform;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.simulator.SimulatorVerticle;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TcpProxy;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A whole process that collects from the simulator, over HTTP and websockets, with a clock that runs faster. */
@ExtendWith({RealPostgres.class, RealRedis.class})
class CollectingIT {
    private static final String REVISED = """
            SELECT r.open_time, b.kind
              FROM candle_revisions r
              JOIN ingest_batches b
                ON b.id = r.new_batch_id
              JOIN candle_series s
                ON s.id = r.series_id
             WHERE s.timeframe = '1m'
             ORDER BY r.open_time
            """;

    @Test
    void the_table_is_what_the_exchange_served_whatever_broke_meanwhile(TestDatabase server, TestRedis redis)
            throws Exception {
        try (TcpProxy postgres = TcpProxy.to(server.url())) {
            Node node = collector(environment(postgres.through(server.url()), redis));
            Platform platform = node.platform();
            Database db = platform.database();
            Instant began = platform.time().now();
            until("the past is loaded", () -> openChunks(db) == 0);
            until("it listens", () -> check(platform).equals(HealthCheck.up()));

            fault(platform, "{\"provider\": \"bitfinex\", \"kind\": \"closed_socket\", \"seconds\": 2}");
            passed(platform, Duration.ofMinutes(2));
            postgres.cut();
            passed(platform, Duration.ofMinutes(3));
            postgres.restore();
            passed(platform, Duration.ofMinutes(2));
            Instant until = Timeframe.M1.openOf(platform.time().now()).minus(Duration.ofMinutes(1));

            var minutes = new Span(Timeframe.M1.openFrom(began.minus(Duration.ofHours(6))), until);
            until("every minute is there", () -> same(platform, Timeframe.M1, minutes));
            var hours = new Span(Timeframe.H1.openFrom(began.minus(Duration.ofDays(2))), Timeframe.H1.openOf(began));
            assertThat(stored(db, Timeframe.H1, hours)).isEqualTo(served(platform, Timeframe.H1, hours));
            assertThat(stored(db, Timeframe.M1, minutes)).hasSizeGreaterThan(300);
            assertThat(platform.metrics()
                            .get("tickwork.candles.unstored")
                            .counter()
                            .count())
                    .isZero();
            done(node.stop());
        }
    }

    private static Node collector(Map<String, String> environment) {
        return Node.start(NodePlan.read(
                List.of(SimulatorVerticle.DEFINITION, CandleIngestVerticle.DEFINITION), false, null, environment::get));
    }

    private static HealthCheck check(Platform platform) {
        return platform.health().report().checks().get("candle-stream");
    }

    @Test
    void what_any_node_adds_is_listened_to_at_once_and_what_it_removes_no_more(TestDatabase server, TestRedis redis)
            throws Exception {
        Map<String, String> environment = environment(server.url(), redis);
        environment.put("TICKWORK_CLOCK", "2026-03-02T12:00Z");
        environment.put("BACKFILL_ON_STARTUP", "false");
        Node node = collector(environment);
        Platform platform = node.platform();
        var added = new WantedSeries(new Series("bitfinex", "ETHUSD", Timeframe.M1), null, 1);
        try (var other = new OneNode("other", server.url(), platform.time())) {
            var store = new SeriesStore();
            until("it listens", () -> subscribed(platform) == 2);
            Instant then = platform.time().now();

            done(other.database().write(tx -> store.register(tx, List.of(added), "test", then)));
            until("it listens to that, too", () -> subscribed(platform) == 3);
            int id = done(other.database().read(store::all)).stream()
                    .filter(one -> one.series().equals(added.series()))
                    .findFirst()
                    .orElseThrow()
                    .id();
            done(other.database().write(tx -> store.remove(tx, id, then)));
            until("it listens to that no more", () -> subscribed(platform) == 2);

            assertThat(Duration.between(then, platform.time().now())).isLessThan(Duration.ofSeconds(25));
        }
        done(node.stop());
    }

    private static int subscribed(Platform platform) {
        return ask(platform, "candles.status", Wire.object(), null)
                .body()
                .path("stream")
                .path("subscribed")
                .asInt();
    }

    @Test
    void what_is_corrected_without_a_word_is_read_again_and_kept_as_a_revision(TestDatabase server, TestRedis redis)
            throws Exception {
        Map<String, String> environment = environment(server.url(), redis);
        environment.put("TICKWORK_CLOCK", "2026-03-02T12:00Z*60");
        environment.put("CANDLE_GRACE", "2m");
        environment.put("CANDLE_REREAD_INTERVAL_MINUTES", "20");
        environment.put("BACKFILL_ON_STARTUP", "false");
        environment.put("WS_CATCHUP_LOOKBACK_MINUTES", "30");
        Node node = collector(environment);
        Platform platform = node.platform();
        Instant now = platform.time().now();
        var corrected = new Span(
                Timeframe.M1.openOf(now.minus(Duration.ofMinutes(12))),
                Timeframe.M1.openOf(now.minus(Duration.ofMinutes(10))));
        until(
                "they are stored",
                () -> stored(platform.database(), Timeframe.M1, corrected).size() == 2);

        fault(
                platform,
                "{\"provider\": \"bitfinex\", \"kind\": \"restated\", \"from\": \"" + corrected.from()
                        + "\", \"until\": \"" + corrected.until() + "\"}");
        boolean before = same(platform, Timeframe.M1, corrected);
        until("they are read again", () -> same(platform, Timeframe.M1, corrected));

        List<String> revised = done(platform.database()
                .read(tx -> tx.query(REVISED, row -> row.text("kind") + " " + row.instant("open_time"))));
        assertThat(before).isFalse();
        assertThat(revised)
                .containsExactly(
                        "reread " + corrected.from(),
                        "reread " + corrected.from().plus(Duration.ofMinutes(1)));
        done(node.stop());
    }

    @Test
    void an_operator_sees_what_a_backfill_takes_and_how_far_it_is(TestDatabase server, TestRedis redis)
            throws Exception {
        Map<String, String> environment = environment(server.url(), redis);
        environment.put("BACKFILL_ON_STARTUP", "false");
        environment.put("WS_INGESTION_ENABLED", "false");
        Node node = collector(environment);
        Platform platform = node.platform();

        ApiProblem refused = catchThrowableOfType(
                ApiProblem.class, () -> backfill(platform, "{\"symbols\": [\"BTCUSD\", \"XAUUSD\"]}"));
        JsonNode said = backfill(platform, true).body();
        JsonNode before =
                ask(platform, "candles.backfillProgress", Wire.object(), null).body();
        OperationReply begun = backfill(platform, false);
        until("the past is loaded", () -> openChunks(platform.database()) == 0);
        JsonNode after =
                ask(platform, "candles.backfillProgress", Wire.object(), null).body();

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.invalid()).singleElement().satisfies(one -> {
            assertThat(one.field()).isEqualTo("/symbols/1");
            assertThat(one.message()).startsWith("there are no candles of XAUUSD at bitfinex");
        });
        assertThat(said.path("requests").asInt())
                .as("two first candles, a day of minutes, and hours")
                .isEqualTo(4);
        assertThat(said.path("series")).hasSize(3);
        assertThat(said.path("candles").asLong()).isGreaterThan(1500);
        assertThat(before.path("running").asBoolean()).isFalse();
        assertThat(before.path("task_id").isNull()).isTrue();
        assertThat(begun.status()).isEqualTo(202);
        assertThat(after.path("task_id")).isEqualTo(begun.body().path("task_id"));
        assertThat(after.path("chunks_done").asInt()).isEqualTo(2);
        assertThat(after.path("series").path(0).path("loaded_from").isNull()).isFalse();
        done(node.stop());
    }

    private static OperationReply backfill(Platform platform, boolean preview) {
        return ask(
                platform,
                "candles.backfill",
                Wire.object().put("preview", preview),
                Wire.object().put("reason", "to see"));
    }

    @CanIgnoreReturnValue
    private static OperationReply backfill(Platform platform, String body) {
        return ask(platform, "candles.backfill", Wire.object().put("preview", true), Wire.tree(body));
    }

    @CanIgnoreReturnValue
    private static OperationReply fault(Platform platform, String body) {
        return ask(platform, "simulator.faults.set", Wire.object(), Wire.tree(body));
    }

    private static OperationReply ask(
            Platform platform, String operation, ObjectNode parameters, @Nullable JsonNode body) {
        var request = new OperationRequest(new Caller("test", Role.ADMIN), parameters, body, null, null);
        return done(platform.bus().ask(Operations.call(operation), request));
    }
}
