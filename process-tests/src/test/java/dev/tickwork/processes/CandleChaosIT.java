package dev.tickwork.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TcpProxy;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every timeframe of every coin is collected while all goes wrong at once: collectors are killed as they load the past and
 * as they listen, channels fall silent on connections that live, connections break every five seconds, and Postgres is
 * away for a minute. The clock runs sixty times as fast, across the end of a day, a week and a month.
 */
@Tag("soak")
@ExtendWith({RealPostgres.class, RealRedis.class})
class CandleChaosIT {
    private static final Instant BEGIN = Instant.parse("2026-05-31T21:30:00Z");
    private static final int SPEED = 60;
    private static final List<String> COINS = List.of("BTCUSD", "ETHUSD", "SOLUSD", "XRPUSD", "LTCUSD");
    private static final String LABELS =
            Arrays.stream(Timeframe.values()).map(Timeframe::label).collect(Collectors.joining(","));

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration IN_THE_END = Duration.ofMinutes(6);

    private Installation system;
    private Gateway gateway;
    private StoredCandles stored;
    private CandleProof proof;
    private TcpProxy wayToPostgres;

    @BeforeEach
    void start(TestDatabase postgres, TestRedis redis, @TempDir Path folder) throws Exception {
        wayToPostgres = TcpProxy.to(postgres.url());
        system = collecting(new Installation(folder)
                .on(wayToPostgres.through(postgres.url()), redis.url())
                .clustered());
        gateway = system.gateway();
        stored = new StoredCandles(new Tables(postgres.url()));
        proof = new CandleProof(COINS, stored, new ServedCandles(system.simulatorPort()), BEGIN);
        var unused = List.of(
                system.startAlone("provider-simulator"),
                system.startAlone("api-gateway"),
                system.startAlone("gap-repair"));
        Until.holds("faults can be asked for", Installation.START, this::canFail);
    }

    @AfterEach
    void end() throws Exception {
        system.close();
        wayToPostgres.close();
    }

    @Test
    void the_table_is_what_the_exchange_served_candle_by_candle() throws Exception {
        untraded("ETHUSD", "2026-05-30T10:07:00Z", "2026-05-30T10:21:00Z");
        untraded("BTCUSD", "2026-05-30T04:00:00Z", "2026-05-30T06:00:00Z");
        gateway.fail("bitfinex", span("downtime", "2026-05-29T14:00:00Z", "2026-05-29T15:30:00Z"));

        loseOneThatLoads();
        NodeProcess first = system.startAlone("candle-ingest");
        NodeProcess second = system.startAlone("candle-ingest");
        Until.holds("the past is loaded", SOON, () -> stored.counts().toLoad() == 0);
        Until.holds("it listens", SOON, () -> stored.counts().heard() > 20);

        gateway.fail("bitfinex", new JsonObject().put("kind", "silent_channel").put("times", 4));
        passes(70);
        Instant calm = gateway.now().plus(onTheClock(Duration.ofSeconds(170)));
        breakConnectionsUntil(calm);
        passes(15);
        NodeProcess third = insteadOf(first);
        passes(20);
        Span restated = restateTheLastMinutes("SOLUSD");
        passes(5);
        wayToPostgres.cut();
        passes(60);
        wayToPostgres.restore();
        passes(5);
        NodeProcess fourth = insteadOf(second);
        Until.holds("it is calm again", SOON, () -> gateway.now().isAfter(calm));
        Instant until = gateway.now();

        eventually("every candle is there", () -> proof.differences(until));
        eventually("every hole is explained", () -> proof.unexplained(until));
        assertThat(proof.differences(until)).isEmpty();
        assertThat(proof.wronglyExplained()).isEmpty();
        assertThat(stored.revised())
                .as("told otherwise, besides what the exchange restated")
                .filteredOn(revised -> !isOf(revised, "SOLUSD", restated))
                .isEmpty();
        assertThat(stored.counts().doubted()).isZero();
        assertThat(List.of(third, fourth)).allMatch(NodeProcess::isAlive);
    }

    private static Installation collecting(Installation system) {
        return system.with("TICKWORK_CLOCK", BEGIN + "*" + SPEED)
                .with("BACKFILL_ON_STARTUP", "true")
                .with("BITFINEX_SYMBOLS", String.join(",", COINS))
                .with("BITFINEX_TIMEFRAMES", LABELS)
                .with("BACKFILL_DAYS", "40")
                .with("RETENTION_1M", "3")
                .with("CANDLE_GRACE", "10m")
                .with("GAP_GRACE", "20m")
                .with("GAP_REPAIR_INTERVAL_MINUTES", "10")
                .with("GAP_DETECTION_INTERVAL_MINUTES", "10")
                .with("GAP_REPAIR_MAX_REPAIRS_PER_RUN", "0")
                .with("GAP_CONFIRM_EVERY", "10m")
                .with("GAP_RETRY_MOST", "20m")
                .with("SIMULATOR_CONNECTIONS_PER_MINUTE", "0")
                .with("SIMULATOR_CALLS_PER_MINUTE", "0")
                .with("SIMULATOR_UPDATES_PER_SECOND", "20");
    }

    private boolean canFail() throws InterruptedException {
        try {
            return gateway.get("/api/v1/simulator/faults").status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void untraded(String coin, String from, String until) throws Exception {
        gateway.fail("bitfinex", span("no_trades", from, until).put("symbol", coin));
    }

    private static JsonObject span(String kind, Object from, Object until) {
        return new JsonObject().put("kind", kind).put("from", from.toString()).put("until", until.toString());
    }

    private void loseOneThatLoads() throws Exception {
        NodeProcess loading = system.startAlone("candle-ingest");
        Until.holds("some of the past is loaded", SOON, () -> stored.counts().loaded() >= 10);
        loading.kill();
        assertThat(stored.counts().toLoad()).as("left to load").isPositive();
    }

    private NodeProcess insteadOf(NodeProcess collector) throws Exception {
        collector.kill();
        return system.startAlone("candle-ingest");
    }

    private void breakConnectionsUntil(Instant moment) throws Exception {
        gateway.fail(
                "bitfinex",
                new JsonObject()
                        .put("kind", "closed_socket")
                        .put("seconds", onTheClock(Duration.ofSeconds(5)).toSeconds())
                        .put("ends_at", moment.toString()));
    }

    private Span restateTheLastMinutes(String coin) throws Exception {
        Instant minute = Timeframe.M1.openOf(gateway.now());
        var restated = new Span(Timeframe.M1.plus(minute, -4), Timeframe.M1.plus(minute, -1));
        gateway.fail(
                "bitfinex", span("restated", restated.from(), restated.until()).put("symbol", coin));
        return restated;
    }

    private static boolean isOf(StoredCandles.Revised revised, String coin, Span restated) {
        SeriesName series = revised.series();
        Span candle = new Span(revised.open(), series.timeframe().closeOf(revised.open()));
        return series.symbol().equals(coin) && !candle.and(restated).isEmpty();
    }

    private static void eventually(String what, Callable<List<String>> complaints) throws Exception {
        List<String> last = new ArrayList<>();
        try {
            Until.holds(what, IN_THE_END, () -> {
                last.clear();
                last.addAll(complaints.call());
                return last.isEmpty();
            });
        } catch (AssertionError never) {
            assertThat(last).as(never.getMessage()).isEmpty();
        }
    }

    private static Duration onTheClock(Duration trueTime) {
        return trueTime.multipliedBy(SPEED);
    }

    private static void passes(int seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
    }
}
