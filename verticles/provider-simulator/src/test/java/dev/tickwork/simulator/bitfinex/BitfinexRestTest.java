package dev.tickwork.simulator.bitfinex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.Wire;
import dev.tickwork.simulator.Simulator;
import dev.tickwork.simulator.SimulatorConfig;
import dev.tickwork.simulator.SimulatorConfig.BitfinexPlan;
import dev.tickwork.simulator.WireCall;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitfinexRestTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MINUTES = "candles/trade:1m:tBTCUSD/hist";
    private static final long MINUTE = 60_000;

    private final Vertx vertx = Vertx.vertx();
    private final FakeTime time = FakeTime.at("2026-03-04T12:00:30Z");
    private final long forming = epoch("2026-03-04T12:00:00Z");

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void a_hundred_candles_come_newest_first_and_the_newest_is_forming() throws Exception {
        Simulator simulator = start(BitfinexPlan.GENEROUS);

        JsonNode rows = get(simulator, MINUTES);
        time.advance(Duration.ofSeconds(20));
        JsonNode later = get(simulator, MINUTES);

        assertThat(times(rows))
                .containsExactlyElementsOf(LongStream.range(0, 100)
                        .mapToObj(i -> forming - i * MINUTE)
                        .toList());
        assertThat(later.get(0).path(5).decimalValue())
                .isGreaterThan(rows.get(0).path(5).decimalValue());
        assertThat(later.get(1)).isEqualTo(rows.get(1));
    }

    @Test
    void a_row_has_the_close_before_the_high() throws Exception {
        JsonNode row = get(start(BitfinexPlan.GENEROUS), MINUTES + "?limit=1&end=" + (forming - 1));

        JsonNode minute = row.get(0);
        JsonNode next = get(start(BitfinexPlan.GENEROUS), "candles/trade:1m:tBTCUSD/last");
        assertThat(minute).hasSize(6);
        assertThat(minute.path(2).decimalValue())
                .isEqualByComparingTo(next.path(1).decimalValue());
        for (int price : new int[] {1, 2, 4}) {
            assertThat(minute.path(3).decimalValue())
                    .isGreaterThanOrEqualTo(minute.path(price).decimalValue());
            assertThat(minute.path(4).decimalValue())
                    .isLessThanOrEqualTo(minute.path(1).decimalValue());
        }
    }

    @Test
    void the_newest_rows_of_a_range_come_unless_the_oldest_are_asked_for() throws Exception {
        Simulator simulator = start(BitfinexPlan.GENEROUS);
        String range = MINUTES + "?limit=2&start=" + (forming - 10 * MINUTE) + "&end=" + (forming - 5 * MINUTE);

        assertThat(times(get(simulator, range))).containsExactly(forming - 5 * MINUTE, forming - 6 * MINUTE);
        assertThat(times(get(simulator, range + "&sort=1")))
                .containsExactly(forming - 10 * MINUTE, forming - 9 * MINUTE);
        assertThat(times(get(simulator, MINUTES + "?limit=2&start=" + (forming - 10 * MINUTE))))
                .containsExactly(forming, forming - MINUTE);
        assertThat(get(simulator, MINUTES + "?limit=2&sort=1&start=" + (forming - 10 * MINUTE - 1)))
                .isEmpty();
    }

    @Test
    void a_range_without_candles_is_empty_and_the_first_candle_is_the_exchanges() throws Exception {
        Simulator simulator = start(BitfinexPlan.GENEROUS);

        assertThat(get(simulator, MINUTES + "?start=" + (forming + MINUTE)).toString())
                .isEqualTo("[]");
        assertThat(get(simulator, MINUTES + "?end=1000").toString()).isEqualTo("[]");
        assertThat(times(get(simulator, "candles/trade:1D:tBTCUSD/hist?sort=1&limit=2&start=0")))
                .containsExactly(epoch("2013-01-01T00:00:00Z"), epoch("2013-01-02T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "candles/trade:4h:tBTCUSD/hist, time_interval: invalid",
        "candles/trade:1d:tBTCUSD/hist, time_interval: invalid",
        "candles/trade:1m:tbtcusd/hist, symbol: invalid",
        "candles/trade:1m:tNOSUCH/hist, symbol: invalid",
        "candles/trade:1m:BTCUSD/hist, symbol: invalid",
        "candles/trade:1m:tBTCUSD/hist?limit=0, limit: invalid",
        "candles/trade:1m:tBTCUSD/hist?limit=10001, limit: invalid",
        "candles/trade:1m:tBTCUSD/hist?limit=ten, limit: invalid",
        "candles/trade:1m:tBTCUSD/hist?start=yesterday, start: invalid",
        "candles/trade:1m:tBTCUSD/hist?sort=2, sort: invalid",
        "ticker/tNOSUCH, symbol: invalid",
    })
    void a_callers_mistake_is_a_500_with_an_error_array(String path, String words) throws Exception {
        WireCall call = call(start(BitfinexPlan.GENEROUS), path);

        assertThat(call.status()).isEqualTo(500);
        assertThat(Wire.tree(call.body()).toString()).isEqualTo("[\"error\",10020,\"" + words + "\"]");
    }

    @Test
    void ten_thousand_candles_come_in_one_answer() throws Exception {
        Simulator simulator = start(BitfinexPlan.GENEROUS);
        long begin = System.nanoTime();

        JsonNode rows = get(simulator, "candles/trade:1h:tBTCUSD/hist?limit=10000");

        assertThat(rows).hasSize(10_000);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
    }

    @Test
    void whoever_asks_too_often_is_blocked_for_a_minute_from_that_endpoint_only() throws Exception {
        Simulator simulator = start(new BitfinexPlan(2, 25, 20, 4));
        List<Integer> statuses = new ArrayList<>();

        for (int i = 0; i < 3; i++) {
            statuses.add(call(simulator, MINUTES).status());
        }
        WireCall refused = call(simulator, MINUTES);
        int other = call(simulator, "platform/status").status();
        time.advance(Duration.ofSeconds(59));
        statuses.add(call(simulator, MINUTES).status());
        time.advance(Duration.ofSeconds(1));
        statuses.add(call(simulator, MINUTES).status());

        assertThat(statuses).containsExactly(200, 200, 429, 429, 200);
        assertThat(Wire.tree(refused.body()).toString()).isEqualTo("[\"error\",11010,\"ratelimit: error\"]");
        assertThat(other).isEqualTo(200);
        assertThat(simulator.calls("bitfinex/v2/candles")).isEqualTo(6);
    }

    @Test
    void its_status_may_be_asked_for_half_as_often() throws Exception {
        Simulator simulator = start(new BitfinexPlan(4, 25, 20, 4));
        List<Integer> statuses = new ArrayList<>();

        for (int i = 0; i < 3; i++) {
            statuses.add(call(simulator, "platform/status").status());
        }

        assertThat(statuses).containsExactly(200, 200, 429);
    }

    @Test
    void a_clock_that_is_moved_back_ends_a_block() throws Exception {
        Simulator simulator = start(new BitfinexPlan(1, 25, 20, 4));
        assertThat(call(simulator, MINUTES).status()).isEqualTo(200);
        assertThat(call(simulator, MINUTES).status()).isEqualTo(429);

        time.moveTo(time.now().minus(Duration.ofDays(365)));

        assertThat(call(simulator, MINUTES).status()).isEqualTo(200);
    }

    @Test
    void tickers_have_their_symbol_in_front_and_a_ticker_has_not() throws Exception {
        Simulator simulator = start(BitfinexPlan.GENEROUS);

        JsonNode rows = get(simulator, "tickers?symbols=tBTCUSD,tDOGE:USD,tNOSUCH");
        JsonNode ticker = get(simulator, "ticker/tBTCUSD");
        JsonNode last = get(simulator, "candles/trade:1m:tBTCUSD/last");

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).hasSize(11);
        assertThat(rows.get(0).path(0).asText()).isEqualTo("tBTCUSD");
        assertThat(rows.get(0).path(7)).isEqualTo(last.path(2));
        assertThat(ticker).hasSize(10);
        assertThat(ticker.path(0).decimalValue()).isLessThan(ticker.path(2).decimalValue());
        assertThat(get(simulator, "tickers?symbols=ALL").size()).isGreaterThan(20);
    }

    @Test
    void says_that_it_works_and_what_it_trades() throws Exception {
        Simulator simulator = start(BitfinexPlan.GENEROUS);

        assertThat(get(simulator, "platform/status").toString()).isEqualTo("[1]");
        assertThat(get(simulator, "conf/pub:list:pair:exchange").path(0))
                .extracting(JsonNode::asText)
                .contains("BTCUSD", "DOGE:USD", "ETHBTC")
                .doesNotContain("XAUUSD");
        assertThat(call(simulator, "no/such").status()).isEqualTo(404);
    }

    private Simulator start(BitfinexPlan plan) throws Exception {
        return Simulator.start(vertx, SimulatorConfig.onFreePort().withPlan(plan), time, new Random(1))
                .await(10, TimeUnit.SECONDS);
    }

    private static JsonNode get(Simulator simulator, String path) throws Exception {
        return Wire.tree(call(simulator, path).body());
    }

    private static WireCall call(Simulator simulator, String path) throws Exception {
        return WireCall.get(simulator.port(), "/bitfinex/v2/" + path, PATIENCE);
    }

    private static List<Long> times(JsonNode rows) {
        List<Long> times = new ArrayList<>();
        rows.forEach(row -> times.add(row.path(0).asLong()));
        return times;
    }

    private static long epoch(String moment) {
        return Instant.parse(moment).toEpochMilli();
    }
}
