package dev.tickwork.providers.bitfinex;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.providers.CandleStream;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BitfinexCandleStreamsTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Series BTC = new Series("bitfinex", "BTCUSD", Timeframe.M1);
    private static final Series ETH = new Series("bitfinex", "ETHUSD", Timeframe.H1);
    private static final String BTC_KEY = "trade:1m:tBTCUSD";
    private static final String ETH_KEY = "trade:1h:tETHUSD";
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final LocalBitfinex vendor = new LocalBitfinex(VERTX);
    private final ScriptedStream script = new ScriptedStream();
    private final RecordingListener listener = new RecordingListener();

    @BeforeEach
    void listen() {
        vendor.sockets(script);
    }

    @AfterEach
    void close() {
        vendor.close();
    }

    @AfterAll
    static void closeVertx() {
        done(VERTX.close());
    }

    @Test
    void it_greets_asks_for_numbers_and_subscribes_one_after_the_other() {
        open(BTC, ETH);

        eventually(() -> listener.lines("subscribed").size() == 2);
        assertThat(listener.story).containsExactly("subscribed BTCUSD/1m", "subscribed ETHUSD/1h");
        assertThat(script.heard.get(0)).isEqualTo(new JsonObject("{\"event\":\"conf\",\"flags\":98304}"));
        assertThat(script.heard.get(1))
                .isEqualTo(new JsonObject(
                        "{\"event\":\"subscribe\",\"channel\":\"candles\",\"key\":\"trade:1m:tBTCUSD\"}"));
        assertThat(script.socket().path()).isEqualTo("/ws/2");
    }

    @Test
    void a_snapshot_is_an_array_of_arrays_and_comes_oldest_first() {
        subscribed(BTC);

        tell(BTC_KEY, "[" + array("12:00", 2) + "," + array("11:59", 1) + "]");
        tell(BTC_KEY, "[]");

        eventually(() -> listener.lines("snapshot").size() == 2);
        assertThat(listener.lines("snapshot")).containsExactly("snapshot BTCUSD/1m 2", "snapshot BTCUSD/1m 0");
        assertThat(listener.candles).extracting(Candle::openTime).containsExactly(NOON.minusSeconds(60), NOON);
    }

    @Test
    void an_update_is_one_array_exact_in_every_digit_and_may_be_of_an_earlier_candle() {
        subscribed(BTC);

        tell(BTC_KEY, "[" + millis("12:00") + ",7379.785503,7383.8,7388.3,7379.1,1.68829482]");
        tell(BTC_KEY, array("11:59", 5));

        eventually(() -> listener.candles.size() == 2);
        assertThat(listener.candles.get(0))
                .isEqualTo(new Candle(
                        NOON,
                        new BigDecimal("7379.785503"),
                        new BigDecimal("7388.3"),
                        new BigDecimal("7379.1"),
                        new BigDecimal("7383.8"),
                        new BigDecimal("1.68829482")));
        assertThat(listener.candles.get(1).openTime()).isEqualTo(NOON.minusSeconds(60));
    }

    @Test
    void channels_are_told_apart_by_their_numbers_and_foreign_ones_are_left_alone() {
        subscribed(BTC, ETH);

        tell(ETH_KEY, array("12:00", 7));
        script.say("[99999," + array("12:00", 8) + "]");
        script.say("[0,\"hb\"]");
        tell(BTC_KEY, "\"te\",[1,2,3,4]");
        script.say("{\"event\":\"auth\",\"status\":\"OK\"}");
        script.say("{\"event\":\"something new\"}");
        script.say("\"text\"");
        script.say("this is no json {");
        script.say("");
        tell(BTC_KEY, array("12:00", 9));

        eventually(() -> listener.candles.size() == 2);
        assertThat(listener.lines("candle"))
                .containsExactly("candle ETHUSD/1h 2026-03-04T12:00:00Z 7", "candle BTCUSD/1m 2026-03-04T12:00:00Z 9");
        assertThat(listener.story).hasSize(4);
    }

    @Test
    void a_hole_in_the_sequence_is_said_of_all_series_and_the_stream_goes_on() {
        subscribed(BTC, ETH);
        tell(BTC_KEY, array("12:00", 1));
        script.skipOne();

        tell(ETH_KEY, "\"hb\"");
        tell(BTC_KEY, array("12:00", 2));

        eventually(() -> listener.candles.size() == 2);
        assertThat(listener.lines("lost")).singleElement().satisfies(line -> assertThat(line)
                .contains("BTCUSD/1m", "ETHUSD/1h", "the sequence went from 1 to 3"));
    }

    @Test
    void a_stream_without_numbers_is_as_good() {
        script.conf = "{\"event\":\"conf\",\"status\":\"FAILED\",\"code\":10000}";
        subscribed(BTC);

        tell(BTC_KEY, array("12:00", 1));
        script.skipOne();
        tell(BTC_KEY, array("12:00", 2));

        eventually(() -> listener.candles.size() == 2);
        assertThat(listener.lines("lost")).isEmpty();
    }

    @Test
    void a_candle_that_cannot_be_is_lost_and_not_dropped_in_silence() {
        subscribed(BTC);

        tell(BTC_KEY, "[" + millis("12:00") + ",1,null,3,4,5]");
        tell(BTC_KEY, "[[" + (millis("12:00") + 1) + ",1,2,3,4,5]]");

        eventually(() -> listener.lines("lost").size() == 2);
        assertThat(listener.lines("lost").get(0)).contains("[BTCUSD/1m]", "close is missing");
        assertThat(listener.candles).isEmpty();
        assertThat(listener.lines("snapshot")).isEmpty();
    }

    @Test
    void one_candle_that_cannot_be_costs_a_snapshot_none_of_the_others() {
        subscribed(BTC);

        tell(BTC_KEY, "[" + array("12:00", 7) + ",[" + millis("11:59") + ",1,2],[null]," + array("11:58", 6) + "]");

        eventually(() -> listener.candles.size() == 2);
        assertThat(listener.story.subList(1, 3))
                .containsExactly(
                        "lost [BTCUSD/1m] bitfinex sent a candle that cannot be: the high is missing",
                        "snapshot BTCUSD/1m 2");
        assertThat(listener.candles).extracting(Candle::openTime).containsExactly(NOON.minusSeconds(120), NOON);
    }

    @Test
    void a_refusal_without_a_name_means_the_series_that_was_asked_for() {
        script.onSubscribe = (stream, subscribe) -> {
            if (subscribe.getString("key").equals(BTC_KEY)) {
                stream.refuse(10305, "subscribe: limit");
            } else {
                stream.agree(subscribe);
            }
        };

        open(BTC, ETH);

        eventually(() -> listener.story.size() == 2);
        assertThat(listener.story)
                .containsExactly("refused BTCUSD/1m bitfinex says 10305: subscribe: limit", "subscribed ETHUSD/1h");
    }

    @Test
    void a_refusal_with_a_name_means_that_one() {
        script.onSubscribe = (stream, subscribe) -> stream.say(new JsonObject()
                .put("event", "error")
                .put("code", 10300)
                .put("msg", "symbol: invalid")
                .put("channel", "candles")
                .put("key", subscribe.getString("key"))
                .encode());

        open(BTC);

        eventually(() -> listener.story.size() == 1);
        assertThat(listener.story).containsExactly("refused BTCUSD/1m bitfinex says 10300: symbol: invalid");
    }

    @Test
    void what_bitfinex_does_not_serve_is_refused_without_asking() {
        open(new Series("bitfinex", "BTCUSD", Timeframe.H4), new Series("bitfinex", "XAUUSD", Timeframe.M1), BTC);

        eventually(() -> listener.story.size() == 3);
        assertThat(listener.story)
                .containsExactly(
                        "refused BTCUSD/4h bitfinex has no candles of 4h",
                        "refused XAUUSD/1m bitfinex has no name for XAUUSD in our catalog",
                        "subscribed BTCUSD/1m");
        assertThat(script.keysAsked()).containsExactly(BTC_KEY);
    }

    @Test
    void an_answer_that_is_late_is_asked_for_again_and_in_the_end_given_up() {
        script.onSubscribe = (stream, subscribe) -> {
            if (subscribe.getString("key").equals(ETH_KEY)) {
                stream.agree(subscribe);
            }
        };
        open(BTC, ETH);
        for (int asked = 1; asked <= 3; asked++) {
            int times = asked;
            eventually(() -> script.keysAsked().size() == times);
            passes(10);
        }

        eventually(() -> listener.story.size() == 2);
        assertThat(listener.story)
                .containsExactly("refused BTCUSD/1m bitfinex did not answer 3 times", "subscribed ETHUSD/1h");
        script.agree(new JsonObject().put("key", BTC_KEY));
        eventually(() -> listener.story.contains("subscribed BTCUSD/1m"));
    }

    @Test
    void asked_twice_because_the_answer_was_late_is_no_refusal() {
        script.onSubscribe = (stream, subscribe) -> {
            if (stream.keysAsked().size() == 2) {
                stream.refuse(10301, "subscribe: dup");
                stream.agree(subscribe);
            }
        };
        open(BTC);
        eventually(() -> script.keysAsked().size() == 1);

        passes(10);

        eventually(() -> listener.story.size() == 1);
        assertThat(listener.story).containsExactly("subscribed BTCUSD/1m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20051", "\"20051\""})
    void it_connects_anew_when_asked_to(String code) {
        subscribed(BTC);

        script.say("{\"event\":\"info\",\"code\":" + code + ",\"msg\":\"Stopping. Please try to reconnect\"}");

        eventually(() -> listener.lines("end").size() == 1);
        assertThat(listener.lines("end")).containsExactly("end RESTART bitfinex asked us to connect anew");
        eventually(() -> script.socket().isClosed());
    }

    @Test
    void a_maintenance_is_waited_for_and_everything_subscribed_anew() {
        subscribed(BTC, ETH);
        int btc = script.channels.get(BTC_KEY);

        script.say("{\"event\":\"info\",\"code\":20060,\"msg\":\"Entering in Maintenance mode\"}");
        eventually(() -> listener.story.contains("maintenance begins"));
        passes(120);
        script.say("{\"event\":\"info\",\"code\":\"20061\",\"msg\":\"Maintenance ended\"}");

        eventually(() -> listener.lines("subscribed").size() == 4);
        assertThat(script.heard)
                .contains(new JsonObject().put("event", "unsubscribe").put("chanId", btc));
        assertThat(listener.lines("maintenance")).containsExactly("maintenance begins", "maintenance ends");
        script.say("[" + btc + "," + array("12:00", 1) + "]");
        script.say("[" + script.channels.get(BTC_KEY) + "," + array("12:00", 2) + "]");
        eventually(() -> listener.candles.size() == 1);
        assertThat(listener.candles.get(0).close())
                .as("the old channel is forgotten")
                .isEqualByComparingTo("2");
        assertThat(listener.lines("end")).isEmpty();
    }

    @Test
    void silence_is_asked_about_and_then_it_is_the_end() {
        subscribed(BTC);
        passes(15);
        tell(BTC_KEY, "\"hb\"");
        passes(20);
        eventually(() -> pings() == 1);
        passes(20);
        assertThat(listener.lines("end"))
                .as("the answer to the ping was a sign of life")
                .isEmpty();
        script.socket().textMessageHandler(text -> {});
        passes(21);
        passes(45);

        eventually(() -> listener.lines("end").size() == 1);
        assertThat(listener.lines("end").get(0)).startsWith("end SILENT nothing was heard for ");
    }

    @Test
    void a_clock_that_was_moved_back_does_not_blind_the_watch() {
        subscribed(BTC);
        vendor.time.moveTo(vendor.time.now().minus(Duration.ofDays(365)));
        tell(BTC_KEY, array("12:00", 1));
        eventually(() -> listener.candles.size() == 1);
        script.socket().textMessageHandler(text -> {});

        passes(20);
        passes(25);

        eventually(() -> listener.lines("end").size() == 1);
        assertThat(listener.lines("end").get(0)).startsWith("end SILENT");
    }

    @Test
    void on_a_clock_that_runs_faster_it_has_as_much_patience() {
        vendor.time.runs(60);
        subscribed(BTC);
        script.socket().textMessageHandler(text -> {});

        passes(44 * 60);
        assertThat(listener.lines("end")).isEmpty();
        passes(60);

        eventually(() -> listener.lines("end").size() == 1);
    }

    @Test
    void heartbeats_alone_keep_it_alive() {
        subscribed(BTC);

        for (int i = 0; i < 10; i++) {
            passes(15);
            tell(BTC_KEY, "\"hb\"");
        }

        assertThat(listener.lines("end")).isEmpty();
        assertThat(pings()).isZero();
    }

    @Test
    void it_follows_what_is_wanted_and_leaves_alone_what_stays() {
        CandleStream stream = subscribed(BTC);
        int btc = script.channels.get(BTC_KEY);

        stream.follow(List.of(BTC, ETH));
        eventually(() -> listener.lines("subscribed").size() == 2);
        int eth = script.channels.get(ETH_KEY);
        stream.follow(List.of(ETH));
        eventually(() -> script.heard.contains(
                new JsonObject().put("event", "unsubscribe").put("chanId", btc)));
        tell(BTC_KEY, array("12:00", 1));
        tell(ETH_KEY, array("12:00", 2));

        eventually(() -> listener.candles.size() == 1);
        assertThat(listener.lines("candle")).containsExactly("candle ETHUSD/1h 2026-03-04T12:00:00Z 2");
        assertThat(script.keysAsked()).containsExactly(BTC_KEY, ETH_KEY);
        assertThat(script.channels).containsEntry(ETH_KEY, eth);
    }

    @Test
    void what_is_agreed_to_when_nobody_wants_it_any_more_is_left() {
        script.onSubscribe = (answering, subscribe) -> {};
        CandleStream stream = open(BTC);
        eventually(() -> script.keysAsked().equals(List.of(BTC_KEY)));

        script.onSubscribe = ScriptedStream::agree;
        stream.follow(List.of(ETH));
        eventually(() -> listener.lines("subscribed").size() == 1);
        script.agree(new JsonObject().put("key", BTC_KEY));
        int btc = script.channels.get(BTC_KEY);

        eventually(() -> script.heard.contains(
                new JsonObject().put("event", "unsubscribe").put("chanId", btc)));
        assertThat(listener.story).containsExactly("subscribed ETHUSD/1h");
    }

    @Test
    void a_channel_that_falls_silent_on_a_living_socket_is_subscribed_anew() {
        subscribed(BTC, ETH);
        int silent = script.channels.get(BTC_KEY);
        Instant then = vendor.time.now();
        tell(BTC_KEY, array("12:00", 1));
        beatsUntil(ETH_KEY, () -> listener.lines("subscribed").size() == 3);

        assertThat(listener.lines("silent")).containsExactly("silent BTCUSD/1m since " + then);
        assertThat(listener.story).endsWith("subscribed BTCUSD/1m");
        assertThat(script.heard)
                .contains(new JsonObject().put("event", "unsubscribe").put("chanId", silent));
        script.say("[" + silent + "," + array("12:00", 7) + "]");
        tell(BTC_KEY, array("12:00", 2));
        eventually(() -> listener.candles.size() == 2);
        assertThat(listener.candles.get(1).close()).isEqualByComparingTo("2");
        assertThat(listener.lines("end")).isEmpty();
    }

    @Test
    void a_channel_that_had_fallen_silent_before_the_end_is_told_of() {
        subscribed(BTC, ETH);
        Instant then = vendor.time.now();
        tell(BTC_KEY, array("12:00", 1));
        beats(ETH_KEY, 2);
        eventually(script.heardOut());

        done(script.socket().close((short) 1001, "going away"));

        eventually(() -> listener.lines("end").size() == 1);
        assertThat(listener.story)
                .endsWith("silent BTCUSD/1m since " + then, "end BROKEN closed with 1001: going away");
        assertThat(listener.lines("silent")).hasSize(1);
    }

    @Test
    void a_channel_that_falls_silent_twice_is_refused() {
        subscribed(BTC, ETH);

        beatsUntil(ETH_KEY, () -> listener.lines("subscribed").size() == 3);
        beatsUntil(ETH_KEY, () -> listener.lines("refused").size() == 1);

        assertThat(listener.lines("silent")).hasSize(2);
        assertThat(listener.lines("refused")).containsExactly("refused BTCUSD/1m bitfinex fell silent twice");
        assertThat(script.keysAsked()).containsExactly(BTC_KEY, ETH_KEY, BTC_KEY);
    }

    @Test
    void the_only_channel_is_subscribed_anew_though_the_socket_answers() {
        subscribed(BTC);
        tell(BTC_KEY, array("12:00", 1));
        for (int i = 0; i < 4; i++) {
            passes(20);
        }

        eventually(() -> listener.lines("subscribed").size() == 2);
        assertThat(pings()).isPositive();
        assertThat(listener.lines("end")).isEmpty();
    }

    @Test
    void an_answer_to_our_leaving_a_channel_says_nothing_of_the_one_that_we_ask_for() {
        script.onSubscribe = (stream, subscribe) -> {
            stream.refuse(10400, "unsubscribe: invalid");
            stream.agree(subscribe);
        };

        open(BTC);

        eventually(() -> !listener.story.isEmpty());
        assertThat(listener.story).containsExactly("subscribed BTCUSD/1m");
    }

    @Test
    void a_maintenance_in_which_channels_are_silent_costs_none_of_them() {
        subscribed(BTC, ETH);
        tell(BTC_KEY, array("12:00", 1));
        script.say("{\"event\":\"info\",\"code\":20060}");
        eventually(() -> listener.story.contains("maintenance begins"));

        beats(ETH_KEY, 11);

        assertThat(listener.lines("silent")).isEmpty();
        assertThat(listener.lines("refused")).isEmpty();
    }

    @Test
    void a_maintenance_of_which_no_end_is_heard_ends_a_stream_that_lives() {
        vendor.time.runs(2);
        subscribed(BTC);
        script.say("{\"event\":\"info\",\"code\":20060}");
        eventually(() -> listener.story.contains("maintenance begins"));

        beats(BTC_KEY, 20);
        assertThat(listener.lines("end")).isEmpty();
        beatsUntil(BTC_KEY, () -> !listener.lines("end").isEmpty());

        assertThat(listener.lines("end"))
                .singleElement()
                .asString()
                .startsWith("end SILENT no end of the maintenance was heard for ");
    }

    @Test
    void who_closes_it_hears_nothing_more_but_the_end() {
        CandleStream stream = subscribed(BTC);

        done(stream.close());
        done(stream.close());

        eventually(() -> listener.lines("end").size() == 1);
        assertThat(listener.story).containsExactly("subscribed BTCUSD/1m", "end CLOSED we closed it");
        assertThat(vendor.time.nextAlarm()).isEmpty();
    }

    @Test
    void a_socket_that_the_other_side_closes_is_broken() {
        subscribed(BTC);

        done(script.socket().close((short) 1001, "going away"));

        eventually(() -> listener.lines("end").size() == 1);
        assertThat(listener.lines("end")).containsExactly("end BROKEN closed with 1001: going away");
        assertThat(vendor.time.nextAlarm()).isEmpty();
    }

    @Test
    void another_version_is_not_spoken_with() {
        script.info = "{\"event\":\"info\",\"version\":1.1}";

        assertThatThrownBy(() -> open(BTC))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessage("bitfinex: the stream has version 1 and not 2");
        assertThat(listener.story).isEmpty();
    }

    @Test
    void a_platform_that_does_not_work_is_an_outage() {
        script.info = "{\"event\":\"info\",\"code\":20051}";

        assertThatThrownBy(() -> open(BTC)).isInstanceOf(Fault.Transient.class);
        assertThat(listener.story).isEmpty();
        assertThat(vendor.time.nextAlarm()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"info\",\"version\":2,\"platform\":{\"status\":0}}",
                "{\"event\":\"info\",\"code\":20060}"
            })
    void a_platform_that_is_under_maintenance_says_so_and_opens_no_stream(String info) {
        script.info = info;

        assertThatThrownBy(() -> open(BTC)).isInstanceOf(Fault.Transient.class);
        assertThat(listener.story).containsExactly("maintenance begins");
        assertThat(vendor.time.nextAlarm()).isEmpty();
    }

    @Test
    void a_socket_that_ends_or_stays_mute_before_the_greeting_is_an_outage() {
        vendor.sockets(socket -> socket.close((short) 1013, "busy"));
        assertThatThrownBy(() -> open(BTC))
                .isInstanceOf(Fault.Transient.class)
                .hasMessageContaining("closed with 1013: busy");

        script.info = "";
        vendor.sockets(script);
        var opening = vendor.streams().open(List.of(BTC), listener);
        eventually(() -> vendor.time.nextAlarm().isPresent());
        passes(10);
        assertThatThrownBy(() -> done(opening)).isInstanceOf(Fault.Transient.class);
        assertThat(listener.story).isEmpty();
    }

    @CanIgnoreReturnValue
    private CandleStream subscribed(Series... series) {
        CandleStream stream = open(series);
        eventually(() -> listener.lines("subscribed").size() == series.length);
        return stream;
    }

    @CanIgnoreReturnValue
    private CandleStream open(Series... series) {
        return done(vendor.streams().open(List.of(series), listener));
    }

    private void tell(String key, String payload) {
        script.tell(key, payload, vendor.time.now().toEpochMilli());
    }

    /** Time passes for a stream that has heard everything, and what its alarms did is over. */
    private void passes(int seconds) {
        eventually(script.heardOut());
        vendor.time.advance(Duration.ofSeconds(seconds));
        eventually(script.heardOut());
    }

    /** Only this channel says that it lives. */
    private void beats(String key, int times) {
        for (int i = 0; i < times; i++) {
            passes(15);
            tell(key, "\"hb\"");
        }
    }

    /** The same until something has happened, for five minutes at most. */
    private void beatsUntil(String key, BooleanSupplier claim) {
        for (int i = 0; i < 20 && !claim.getAsBoolean(); i++) {
            beats(key, 1);
        }
        eventually(claim);
    }

    private long pings() {
        return script.heard.stream()
                .filter(message -> "ping".equals(message.getString("event")))
                .count();
    }

    private static String array(String time, int number) {
        return "[" + millis(time) + "," + number + "," + number + "," + number + "," + number + ",1]";
    }

    private static long millis(String time) {
        return Instant.parse("2026-03-04T" + time + ":00Z").toEpochMilli();
    }

    private static void eventually(BooleanSupplier claim) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!claim.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("claim did not come true within 10 s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
