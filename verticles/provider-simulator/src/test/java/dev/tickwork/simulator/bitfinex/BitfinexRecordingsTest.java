package dev.tickwork.simulator.bitfinex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.messages.Wire;
import dev.tickwork.simulator.Simulator;
import dev.tickwork.simulator.SimulatorConfig;
import dev.tickwork.simulator.WireCall;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was recorded at Bitfinex comes back over the wire as it was. */
class BitfinexRecordingsTest {
    private static final Instant NOVEMBER = Instant.parse("2013-11-01T00:00:00Z");
    private static final Instant OCTOBER = Instant.parse("2013-10-01T00:00:00Z");
    private static final int RECORDED_HOURS = 733;
    private static final int MADE_UP_HOURS = 2;

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    @BeforeEach
    void findSamples() {
        assumeTrue(
                System.getenv("TICKWORK_SAMPLES") != null,
                "skipped: set TICKWORK_SAMPLES to the folder of recorded answers");
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void october_2013_has_seven_holes_of_nine_hours_and_goes_on_where_it_ends() throws Exception {
        Simulator simulator = replay("lean_btcusd_1h_2013-10.zip", "1h.zip", FakeTime.at(NOVEMBER.toString()));

        List<Instant> opens = opens(get(simulator, "trade:1h:tBTCUSD/hist?limit=10000&sort=1"));

        assertThat(opens).hasSize(RECORDED_HOURS + MADE_UP_HOURS).startsWith(OCTOBER);
        assertThat(holes(opens)).hasSize(7);
        assertThat(holes(opens).stream().mapToLong(Timeframe.H1::count).sum()).isEqualTo(9);
        assertThat(get(
                        simulator,
                        "trade:1h:tBTCUSD/hist?start=0&end="
                                + OCTOBER.minusSeconds(1).toEpochMilli()))
                .isEmpty();
    }

    @Test
    void a_recorded_answer_is_answered_again_to_the_last_digit() throws Exception {
        JsonNode recorded = Wire.tree(Files.readString(sample("rest_candles_tBTCUSD_1m_hist_1000.json")));
        Instant newest = Instant.ofEpochMilli(recorded.path(0).path(0).asLong());

        Simulator simulator =
                replay("rest_candles_tBTCUSD_1m_hist_1000.json", "1m.json", new FakeTime(newest.plusSeconds(60)));

        assertThat(get(simulator, "trade:1m:tBTCUSD/hist?limit=1000")).isEqualTo(recorded);
    }

    @Test
    void a_recorded_hour_is_told_by_the_stream_while_the_clock_passes_it() throws Exception {
        FakeTime time = new FakeTime(OCTOBER.plusSeconds(1800));
        Simulator simulator = replay("lean_btcusd_1h_2013-10.zip", "1h.zip", time);
        Listener listener = Listener.open(vertx, simulator.port());
        int channel = listener.subscribe("trade:1h:tBTCUSD");
        JsonNode forming = listener.update(channel).path(1);

        time.moveTo(OCTOBER.plusSeconds(3601));
        JsonNode next = listener.update(channel).path(1);
        JsonNode whole = listener.update(channel).path(1);

        assertThat(forming.path(5).decimalValue()).isLessThan(whole.path(5).decimalValue());
        assertThat(next.path(0).asLong()).isEqualTo(OCTOBER.plusSeconds(3600).toEpochMilli());
        assertThat(whole.toString())
                .isEqualTo("[" + OCTOBER.toEpochMilli() + ",125.99,126.49,126.49,125.99,9.30124609]");
    }

    private Simulator replay(String sample, String file, FakeTime time) throws Exception {
        Path bitcoin = Files.createDirectories(folder.resolve("bitfinex/candles/BTCUSD"));
        Files.copy(sample(sample), bitcoin.resolve(file));
        return Simulator.start(vertx, SimulatorConfig.onFreePort().withMockData(folder), time, new Random(1))
                .await(10, TimeUnit.SECONDS);
    }

    private static Path sample(String name) {
        return Path.of(System.getenv("TICKWORK_SAMPLES"), "bitfinex", name);
    }

    private static JsonNode get(Simulator simulator, String path) throws IOException {
        String whole = "/bitfinex/v2/candles/" + path;
        return Wire.tree(
                WireCall.get(simulator.port(), whole, Duration.ofSeconds(10)).body());
    }

    private static List<Instant> opens(JsonNode rows) {
        List<Instant> opens = new ArrayList<>();
        rows.forEach(row -> opens.add(Instant.ofEpochMilli(row.path(0).asLong())));
        return opens;
    }

    private static List<Span> holes(List<Instant> opens) {
        List<Span> holes = new ArrayList<>();
        for (int i = 1; i < opens.size(); i++) {
            Instant expected = Timeframe.H1.closeOf(opens.get(i - 1));
            if (expected.isBefore(opens.get(i))) {
                holes.add(new Span(expected, opens.get(i)));
            }
        }
        return holes;
    }
}
