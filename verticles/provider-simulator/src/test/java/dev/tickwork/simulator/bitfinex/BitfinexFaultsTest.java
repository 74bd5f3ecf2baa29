package dev.tickwork.simulator.bitfinex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.Wire;
import dev.tickwork.simulator.Simulator;
import dev.tickwork.simulator.SimulatorConfig;
import dev.tickwork.simulator.SimulatorConfig.BitfinexPlan;
import dev.tickwork.simulator.WireCall;
import dev.tickwork.simulator.faults.FaultKind;
import dev.tickwork.simulator.faults.FaultRule;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BitfinexFaultsTest {
    private static final String BITCOIN = "trade:1m:tBTCUSD";
    private static final String ETHER = "trade:1m:tETHUSD";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final FakeTime time = new FakeTime(NOON.plusSeconds(30));
    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        var config = SimulatorConfig.onFreePort().withPlan(new BitfinexPlan(0, 25, 0, 50));
        simulator = Simulator.start(vertx, config, time, new Random(1)).await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void where_nothing_was_traded_there_is_never_a_candle_over_rest_nor_stream() throws Exception {
        set(FaultRule.during("bitfinex", FaultKind.NO_TRADES, minutes(-3), minutes(-1))
                .onlyFor("BTCUSD"));

        List<Long> rows = opens(rest(BITCOIN, "?limit=4"));
        Listener listener = open();
        List<Long> snapshot =
                opens(listener.snapshot(listener.subscribe(BITCOIN)).path(1));

        assertThat(rows).containsExactly(millis(0), millis(-1), millis(-4), millis(-5));
        assertThat(snapshot).containsSequence(millis(0), millis(-1), millis(-4), millis(-5));
        assertThat(opens(rest(ETHER, "?limit=3"))).containsExactly(millis(0), millis(-1), millis(-2));
    }

    @Test
    void candles_that_are_missing_for_a_while_come_when_the_fault_ends() throws Exception {
        set(FaultRule.during("bitfinex", FaultKind.NO_TRADES, minutes(-3), minutes(-1))
                .endingAt(minutes(5)));

        List<Long> during = opens(rest(BITCOIN, "?limit=3&end=" + millis(-1)));
        time.moveTo(minutes(5));
        List<Long> after = opens(rest(BITCOIN, "?limit=3&end=" + millis(-1)));

        assertThat(during).containsExactly(millis(-1), millis(-4), millis(-5));
        assertThat(after).containsExactly(millis(-1), millis(-2), millis(-3));
        assertThat(simulator.faults().list()).isEmpty();
    }

    @Test
    void a_downtime_says_so_while_it_lasts_and_leaves_a_hole_in_every_series() throws Exception {
        set(FaultRule.during("bitfinex", FaultKind.DOWNTIME, minutes(1), minutes(3)));
        int before = status("candles/" + BITCOIN + "/hist");

        time.moveTo(minutes(1));
        WireCall during = call("candles/" + BITCOIN + "/hist");
        String platform = call("platform/status").body();
        time.moveTo(minutes(4));

        assertThat(before).isEqualTo(200);
        assertThat(during.status()).isEqualTo(503);
        assertThat(Wire.tree(during.body()).toString()).isEqualTo("[\"error\",20060,\"maintenance\"]");
        assertThat(platform).isEqualTo("[0]");
        for (String series : List.of(BITCOIN, ETHER)) {
            assertThat(opens(rest(series, "?limit=2&end=" + millis(3)))).containsExactly(millis(3), millis(0));
        }
    }

    @Test
    void a_stream_hears_of_maintenance_when_it_begins_and_when_it_ends() throws Exception {
        Listener listener = open();
        int channel = listener.subscribe(BITCOIN);
        listener.update(channel);

        var fault = simulator.faults().set(FaultRule.always("bitfinex", FaultKind.MAINTENANCE));
        JsonNode begins = listener.next(frame -> frame.path("code").asInt() == 20060);
        JsonNode welcome = open().event("info");
        time.advance(Duration.ofSeconds(15));
        listener.heartbeat(channel);
        assertThat(simulator.faults().clear(fault.id())).isTrue();
        JsonNode ends = listener.next(frame -> frame.path("event").asText().equals("info"));

        assertThat(begins.path("event").asText()).isEqualTo("info");
        assertThat(welcome.path("platform").path("status").asInt()).isZero();
        assertThat(ends.path("code").asInt()).isEqualTo(20061);
        assertThat(listener.update(channel).path(1)).hasSize(6);
    }

    @Test
    void a_candle_that_is_over_is_restated_over_rest_and_stream_and_stays_so() throws Exception {
        JsonNode said = rest(BITCOIN, "?limit=1&end=" + millis(-1)).path(0);
        Listener listener = open();
        int channel = listener.subscribe(BITCOIN);
        listener.update(channel);

        set(FaultRule.during("bitfinex", FaultKind.RESTATED, minutes(-1), minutes(0)));
        JsonNode told = listener.update(channel).path(1);

        assertThat(told.path(0).asLong()).isEqualTo(millis(-1));
        assertThat(told.path(5).decimalValue()).isGreaterThan(said.path(5).decimalValue());
        assertThat(rest(BITCOIN, "?limit=1&end=" + millis(-1)).path(0)).isEqualTo(told);
        assertThat(rest("trade:5m:tBTCUSD", "?limit=1&end=" + millis(-1))
                        .path(0)
                        .path(5)
                        .decimalValue())
                .isGreaterThan(told.path(5).decimalValue());
    }

    @Test
    void rows_and_updates_come_twice() throws Exception {
        set(FaultRule.always("bitfinex", FaultKind.DUPLICATES));
        Listener listener = open();
        int channel = listener.subscribe(BITCOIN);

        JsonNode once = listener.update(channel);
        JsonNode again = listener.update(channel);

        assertThat(again).isEqualTo(once);
        assertThat(opens(rest(BITCOIN, "?limit=2"))).containsExactly(millis(0), millis(0), millis(-1), millis(-1));
    }

    @Test
    void rows_are_jumbled_and_a_stream_repeats_the_candle_before() throws Exception {
        set(FaultRule.always("bitfinex", FaultKind.OUT_OF_ORDER));
        Listener listener = open();
        int channel = listener.subscribe(BITCOIN);

        JsonNode newer = listener.update(channel);
        JsonNode older = listener.update(channel);

        assertThat(newer.path(1).path(0).asLong()).isEqualTo(millis(0));
        assertThat(older.path(1).path(0).asLong()).isEqualTo(millis(-1));
        assertThat(opens(rest(BITCOIN, "?limit=3"))).containsExactly(millis(-1), millis(0), millis(-2));
    }

    @Test
    void everything_is_late() throws Exception {
        set(FaultRule.late("bitfinex", 60));
        Listener listener = open();

        List<Long> rows = opens(rest(BITCOIN, "?limit=1"));
        JsonNode update = listener.update(listener.subscribe(BITCOIN));

        assertThat(rows).containsExactly(millis(-1));
        assertThat(update.path(1).path(0).asLong()).isEqualTo(millis(-1));
    }

    @Test
    void a_lost_frame_leaves_a_hole_in_the_numbers() throws Exception {
        Listener listener = open();
        listener.say("{\"event\":\"conf\",\"flags\":65536}");
        int channel = listener.subscribe(BITCOIN);
        long last = listener.update(channel).path(2).asLong();

        set(FaultRule.always("bitfinex", FaultKind.LOST_FRAMES).times(1));
        time.advance(Duration.ofMillis(500));
        while (!simulator.faults().list().isEmpty()) {
            Thread.onSpinWait();
        }
        time.advance(Duration.ofMillis(500));

        assertThat(listener.update(channel).path(2).asLong()).isGreaterThan(last + 1);
    }

    @Test
    void a_silent_socket_says_nothing_until_the_fault_ends() throws Exception {
        Listener listener = open();
        int channel = listener.subscribe(BITCOIN);
        listener.update(channel);

        set(FaultRule.always("bitfinex", FaultKind.SILENT_SOCKET).endingAt(NOON.plusSeconds(60)));
        listener.rest();
        listener.say("{\"event\":\"ping\"}");
        time.moveTo(NOON.plusSeconds(59));
        WireCall sound = call("platform/status");
        List<JsonNode> heard = listener.rest();
        time.moveTo(NOON.plusSeconds(60));

        assertThat(sound.status()).isEqualTo(200);
        assertThat(heard).isEmpty();
        assertThat(listener.heartbeat(channel)).hasSize(2);
    }

    @Test
    void a_socket_breaks_as_often_as_it_should() throws Exception {
        Listener first = open();
        Listener second = open();

        set(FaultRule.always("bitfinex", FaultKind.CLOSED_SOCKET).times(1));
        while (first.isOpen() && second.isOpen()) {
            Thread.onSpinWait();
        }
        Listener broken = first.isOpen() ? second : first;
        Listener sound = first.isOpen() ? first : second;

        assertThat(broken.closeCode()).isEqualTo((short) 1006);
        assertThat(sound.say("{\"event\":\"ping\",\"cid\":1}")
                        .event("pong")
                        .path("cid")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void every_socket_breaks_at_that_age() throws Exception {
        set(FaultRule.closing("bitfinex", 5));

        for (int i = 0; i < 2; i++) {
            Listener listener = open();
            listener.update(listener.subscribe(BITCOIN));
            time.advance(Duration.ofSeconds(4));
            assertThat(listener.say("{\"event\":\"ping\",\"cid\":1}")
                            .event("pong")
                            .path("cid")
                            .asInt())
                    .isEqualTo(1);
            time.advance(Duration.ofSeconds(1));
            listener.awaitClose();
        }
    }

    @Test
    void a_restart_is_announced() throws Exception {
        Listener listener = open();
        listener.update(listener.subscribe(BITCOIN));

        set(FaultRule.always("bitfinex", FaultKind.RESTARTING).times(1));
        JsonNode info = listener.event("info");
        while (info.path("code").isMissingNode()) {
            info = listener.event("info");
        }

        assertThat(info.path("code").asInt()).isEqualTo(20051);
        listener.awaitClose();
    }

    @Test
    void a_rate_limit_has_the_vendors_words() throws Exception {
        set(new FaultRule("bitfinex", FaultKind.RATE_LIMITED, "BTCUSD", null, null, 70));

        WireCall hit = call("candles/" + BITCOIN + "/hist");

        assertThat(hit.status()).isEqualTo(429);
        assertThat(hit.header("Retry-After")).isEqualTo("70");
        assertThat(Wire.tree(hit.body()).toString()).isEqualTo("[\"error\",11010,\"ratelimit: error\"]");
        assertThat(status("candles/" + ETHER + "/hist")).isEqualTo(200);
    }

    @Test
    void absurd_candles_stand_in_the_middle_and_each_call_has_another_one() throws Exception {
        JsonNode sound = rest(BITCOIN, "?limit=3&end=" + millis(-1));
        set(FaultRule.always("bitfinex", FaultKind.ABSURD_VALUES));
        Set<String> seen = new LinkedHashSet<>();

        for (int call = 0; call < 10; call++) {
            JsonNode rows = rest(BITCOIN, "?limit=3&end=" + millis(-1));
            assertThat(rows.path(0)).isEqualTo(sound.path(0));
            assertThat(rows.path(2)).isEqualTo(sound.path(2));
            seen.add(rows.path(1).toString());
        }

        assertThat(seen).hasSize(10).doesNotContain(sound.path(1).toString());
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"SERVER_ERROR", "CUT", "HTML", "TRUNCATED_JSON", "ERROR_IN_200"})
    void the_general_faults_hit_it_too(FaultKind kind) throws Exception {
        JsonNode sound = rest(BITCOIN, "?limit=3&end=" + millis(-1));
        set(FaultRule.always("bitfinex", kind).times(1));

        WireCall broken = call("candles/" + BITCOIN + "/hist?limit=3&end=" + millis(-1));

        assertThat(broken.body()).isNotEqualTo(sound.toString());
        assertThat(rest(BITCOIN, "?limit=3&end=" + millis(-1))).isEqualTo(sound);
    }

    private void set(FaultRule rule) {
        simulator.faults().set(rule);
    }

    private Listener open() throws Exception {
        return Listener.open(vertx, simulator.port());
    }

    private JsonNode rest(String key, String query) throws Exception {
        return Wire.tree(call("candles/" + key + "/hist" + query).body());
    }

    private int status(String path) throws Exception {
        return call(path).status();
    }

    private WireCall call(String path) throws Exception {
        return WireCall.get(simulator.port(), "/bitfinex/v2/" + path, Duration.ofSeconds(10));
    }

    private static Instant minutes(int fromNoon) {
        return NOON.plus(MINUTE.multipliedBy(fromNoon));
    }

    private static long millis(int minutesFromNoon) {
        return minutes(minutesFromNoon).toEpochMilli();
    }

    private static List<Long> opens(JsonNode rows) {
        List<Long> opens = new ArrayList<>();
        rows.forEach(row -> opens.add(row.path(0).asLong()));
        return opens;
    }
}
