package dev.tickwork.simulator.bitfinex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.Wire;
import dev.tickwork.simulator.Simulator;
import dev.tickwork.simulator.SimulatorConfig;
import dev.tickwork.simulator.SimulatorConfig.BitfinexPlan;
import dev.tickwork.simulator.WireCall;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitfinexStreamTest {
    private static final String BITCOIN = "trade:1m:tBTCUSD";

    private final Vertx vertx = Vertx.vertx();
    private final FakeTime time = FakeTime.at("2026-03-04T12:00:30Z");
    private final long forming = Instant.parse("2026-03-04T12:00:00Z").toEpochMilli();
    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        start(new BitfinexPlan(0, 3, 5, 50));
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void says_what_it_is_and_gives_a_channel_with_a_snapshot_newest_first() throws Exception {
        Listener listener = open();

        JsonNode info = listener.event("info");
        listener.say("{\"event\":\"subscribe\",\"channel\":\"candles\",\"key\":\"" + BITCOIN + "\",\"subId\":\"a\"}");
        JsonNode subscribed = listener.event("subscribed");
        JsonNode snapshot = listener.snapshot(subscribed.path("chanId").asInt());

        assertThat(info.path("version").asInt()).isEqualTo(2);
        assertThat(info.path("platform").path("status").asInt()).isEqualTo(1);
        assertThat(subscribed.path("key").asText()).isEqualTo(BITCOIN);
        assertThat(subscribed.path("subId").asText()).isEqualTo("a");
        assertThat(snapshot.path(1)).hasSize(120);
        assertThat(snapshot.path(1).path(0).path(0).asLong()).isEqualTo(forming);
        assertThat(snapshot.path(1)).isEqualTo(rest("?limit=120"));
    }

    @Test
    void a_candle_is_told_while_it_forms_and_once_more_after_the_next_has_begun() throws Exception {
        Listener listener = open();
        int channel = listener.subscribe(BITCOIN);
        JsonNode before = listener.update(channel);

        time.advance(Duration.ofSeconds(10));
        JsonNode grown = listener.update(channel);
        time.advance(Duration.ofSeconds(25));
        JsonNode next = listener.update(channel);
        JsonNode late = listener.update(channel);

        assertThat(grown.path(1).path(0).asLong()).isEqualTo(forming);
        assertThat(grown.path(1).path(5).decimalValue())
                .isGreaterThan(before.path(1).path(5).decimalValue());
        assertThat(next.path(1).path(0).asLong()).isEqualTo(forming + 60_000);
        assertThat(late.path(1)).isEqualTo(rest("?limit=1&end=" + forming).path(0));
    }

    @Test
    void a_clock_that_jumps_leaves_no_candle_out() throws Exception {
        Listener listener = open();
        int channel = listener.subscribe(BITCOIN);
        listener.snapshot(channel);

        time.advance(Duration.ofMinutes(30));
        List<Long> opens = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            JsonNode update = listener.next(frame ->
                    Listener.isUpdate(frame) && isNotOf(frame, time.now().minusSeconds(1830)));
            opens.add(update.path(1).path(0).asLong());
        }

        assertThat(opens).contains(forming + 60_000, forming + 29 * 60_000, forming + 30 * 60_000);
    }

    @Test
    void frames_are_numbered_and_stamped_for_whoever_asks_and_none_is_left_out() throws Exception {
        Listener listener = open();
        listener.say("{\"event\":\"conf\",\"flags\":98304}");

        JsonNode conf = listener.event("conf");
        int channel = listener.subscribe(BITCOIN);
        JsonNode snapshot = listener.snapshot(channel);
        JsonNode update = listener.update(channel);
        time.advance(Duration.ofSeconds(15));
        JsonNode heartbeat = listener.heartbeat(channel);

        assertThat(conf.path("flags").asInt()).isEqualTo(98304);
        assertThat(conf.path("status").asText()).isEqualTo("OK");
        assertThat(snapshot.path(2).asLong()).isEqualTo(1);
        assertThat(update.path(2).asLong()).isEqualTo(2);
        assertThat(update.path(3).asLong())
                .isEqualTo(Instant.parse("2026-03-04T12:00:30Z").toEpochMilli());
        assertThat(heartbeat).hasSize(4);
        assertThat(heartbeat.path(2).asLong()).isEqualTo(3);
    }

    @Test
    void every_channel_has_a_heartbeat_every_fifteen_seconds() throws Exception {
        Listener listener = open();
        int minutes = listener.subscribe(BITCOIN);
        int hours = listener.subscribe("trade:1h:tBTCUSD");

        time.advance(Duration.ofSeconds(15));
        listener.heartbeat(minutes);
        listener.heartbeat(hours);
        time.advance(Duration.ofSeconds(15));
        JsonNode again = listener.heartbeat(minutes);

        assertThat(again).hasSize(2);
    }

    @Test
    void a_ping_is_answered_and_what_is_not_json_is_not() throws Exception {
        Listener listener = open();

        listener.say("hello").say("{\"event\":\"ping\",\"cid\":1234}");
        JsonNode pong = listener.event("pong");
        listener.say("{\"event\":\"dance\"}");
        JsonNode error = listener.event("error");

        assertThat(pong.path("cid").asInt()).isEqualTo(1234);
        assertThat(pong.path("ts").asLong()).isEqualTo(time.now().toEpochMilli());
        assertThat(error.path("code").asInt()).isEqualTo(10000);
        assertThat(error.path("msg").asText()).isEqualTo("event: invalid (dance)");
    }

    @ParameterizedTest
    @CsvSource({
        "candles, trade:1m:tNOSUCH, 10300, symbol: invalid",
        "candles, trade:4h:tBTCUSD, 10300, time_interval: invalid",
        "candles, nonsense, 10300, symbol: invalid",
        "dances, trade:1m:tBTCUSD, 10302, channel: unknown",
    })
    void what_it_does_not_know_is_refused_and_the_connection_stays(String channel, String key, int code, String words)
            throws Exception {
        Listener listener = open();

        listener.say("{\"event\":\"subscribe\",\"channel\":\"" + channel + "\",\"key\":\"" + key + "\"}");
        JsonNode error = listener.event("error");

        assertThat(error.path("code").asInt()).isEqualTo(code);
        assertThat(error.path("msg").asText()).isEqualTo(words);
        assertThat(error.path("key").asText()).isEqualTo(key);
        assertThat(listener.subscribe(BITCOIN)).isPositive();
    }

    @Test
    void a_channel_is_given_once_and_so_many_to_a_connection() throws Exception {
        Listener listener = open();
        int first = listener.subscribe(BITCOIN);
        listener.subscribe("trade:1h:tBTCUSD");

        listener.say("{\"event\":\"subscribe\",\"channel\":\"candles\",\"key\":\"" + BITCOIN + "\"}");
        JsonNode twice = listener.event("error");
        listener.subscribe("trade:1D:tBTCUSD");
        listener.say("{\"event\":\"subscribe\",\"channel\":\"candles\",\"key\":\"trade:5m:tBTCUSD\"}");
        JsonNode tooMany = listener.event("error");
        listener.say("{\"event\":\"unsubscribe\",\"chanId\":" + first + "}");
        JsonNode unsubscribed = listener.event("unsubscribed");

        assertThat(twice.path("code").asInt()).isEqualTo(10301);
        assertThat(tooMany.path("code").asInt()).isEqualTo(10305);
        assertThat(tooMany.has("key")).isFalse();
        assertThat(unsubscribed.path("chanId").asInt()).isEqualTo(first);
        assertThat(listener.subscribe("trade:5m:tBTCUSD")).isNotEqualTo(first);
    }

    @Test
    void a_connection_without_a_channel_ends_after_a_minute_without_a_word() throws Exception {
        Listener idle = open();
        Listener busy = open();
        busy.subscribe(BITCOIN);

        time.advance(Duration.ofSeconds(60));
        idle.awaitClose();

        assertThat(idle.closeCode()).isEqualTo((short) 1006);
        assertThat(busy.isOpen()).isTrue();
    }

    @Test
    void too_many_connections_are_refused_for_a_minute() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(open().isOpen()).isTrue();
        }

        assertThatThrownBy(this::open).hasMessageContaining("429");
        time.advance(Duration.ofSeconds(60));
        assertThat(open().event("info").path("version").asInt()).isEqualTo(2);
    }

    @Test
    void there_is_no_stream_elsewhere() throws Exception {
        WebSocketClient client = vertx.createWebSocketClient();

        assertThatThrownBy(() -> client.connect(simulator.port(), "127.0.0.1", "/bitfinex/ws/1")
                        .await(10, TimeUnit.SECONDS))
                .hasMessageContaining("404");
    }

    private static boolean isNotOf(JsonNode frame, Instant open) {
        return frame.path(1).path(0).asLong() != open.toEpochMilli();
    }

    private void start(BitfinexPlan plan) throws Exception {
        simulator = Simulator.start(vertx, SimulatorConfig.onFreePort().withPlan(plan), time, new Random(1))
                .await(10, TimeUnit.SECONDS);
    }

    private Listener open() throws Exception {
        return Listener.open(vertx, simulator.port());
    }

    private JsonNode rest(String query) throws Exception {
        String path = "/bitfinex/v2/candles/trade:1m:tBTCUSD/hist" + query;
        return Wire.tree(
                WireCall.get(simulator.port(), path, Duration.ofSeconds(10)).body());
    }
}
