package dev.tickwork.providers.bitfinex;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was recorded from the exchange; it is not ours to publish, so it lies elsewhere. */
class RecordedBitfinexTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Series BTC = new Series("bitfinex", "BTCUSD", Timeframe.M1);
    private static final Pattern ROW =
            Pattern.compile("\\[(\\d+),([0-9.e-]+),([0-9.e-]+),([0-9.e-]+),([0-9.e-]+),([0-9.e-]+)]");
    private static final Set<String> READ_HERE = Set.of(
            "rest_candles_tBTCUSD_1m_hist_1000.json",
            "ws_candles_and_control_frames.ndjson",
            "cryptofeed_ws_recv_head400.txt",
            "err_limit_invalid.json",
            "err_maintenance.json",
            "err_ratelimit.json",
            "jkorf_rest_GetKlines.txt",
            "jkorf_rest_GetPlatformStatus.txt",
            "jkorf_ws_Klines.txt");
    private static final Set<String> OF_OTHER_MATTERS = Set.of(
            "candles_tBTCUSD_15m_95.js",
            "cryptofeed_rest_and_ws_send.txt",
            "gct_ws_trades.ndjson",
            "jkorf_rest_GetFundingTicker.txt",
            "jkorf_rest_GetLastKline.txt",
            "jkorf_rest_GetTickerHistory.txt",
            "jkorf_rest_GetTickers.txt",
            "jkorf_ws_Ticker.txt",
            "lean_btcusd_1h_2013-10.zip",
            "response-ws2-server-ticker-funding.json",
            "xchange_v2_tickers.json");

    private final LocalBitfinex vendor = new LocalBitfinex(VERTX);
    private final ScriptedStream script = new ScriptedStream();
    private final RecordingListener listener = new RecordingListener();

    /** For each test: one that is skipped with its whole class is not in Maven's report. */
    @BeforeEach
    void samplesAreHere() {
        assumeTrue(
                System.getenv("TICKWORK_SAMPLES") != null,
                "skipped: set TICKWORK_SAMPLES to the folder of recorded answers");
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
    void no_recording_is_overlooked() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(READ_HERE.stream(), OF_OTHER_MATTERS.stream())
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void a_thousand_minutes_are_read_without_a_loss() throws IOException {
        String recorded = text("rest_candles_tBTCUSD_1m_hist_1000.json");
        vendor.answers(200, recorded);

        List<Candle> read = found(Instant.parse("2018-08-10T00:00:00Z"), Duration.ofDays(2));

        List<Candle> meant = new ArrayList<>(ROW.matcher(recorded)
                .results()
                .map(RecordedBitfinexTest::candle)
                .toList());
        Collections.reverse(meant);
        assertThat(read)
                .hasSize(1000)
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(meant);
    }

    @Test
    void a_recorded_session_is_read_to_its_end() throws IOException {
        List<String> frames = lines("ws_candles_and_control_frames.ndjson");
        script.info = frames.get(0);
        script.conf = frames.get(1);
        script.onSubscribe =
                (stream, subscribe) -> frames.subList(2, frames.size()).forEach(stream::say);
        vendor.sockets(script);

        done(vendor.streams().open(List.of(BTC), listener));

        eventually(() -> !listener.lines("end").isEmpty());
        assertThat(listener.story)
                .containsExactly(
                        "subscribed BTCUSD/1m",
                        "snapshot BTCUSD/1m 1",
                        "candle BTCUSD/1m 2019-11-25T16:10:00Z 7379.7",
                        "end RESTART bitfinex asked us to connect anew");
        assertThat(listener.candles.get(1).high()).isEqualByComparingTo("7399.9");
    }

    @Test
    void a_recorded_sequence_has_no_hole_and_foreign_channels_do_no_harm() throws IOException {
        List<String> frames = lines("cryptofeed_ws_recv_head400.txt").stream()
                .filter(line -> line.matches("[0-9.]+: .*"))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .toList();
        script.info = frames.get(0);
        script.conf = frames.get(1);
        script.onSubscribe = (stream, subscribe) -> {
            frames.subList(2, frames.size()).forEach(stream::say);
            stream.agree(subscribe);
        };
        vendor.sockets(script);

        done(vendor.streams().open(List.of(BTC), listener));

        eventually(() -> !listener.story.isEmpty());
        assertThat(frames).hasSizeGreaterThan(300);
        assertThat(listener.story).containsExactly("subscribed BTCUSD/1m");
    }

    @Test
    void recorded_errors_are_understood() throws IOException {
        vendor.answers(500, text("err_limit_invalid.json"));
        assertThatThrownBy(() -> found(Instant.parse("2026-03-04T10:00:00Z"), Duration.ofHours(1)))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessage("bitfinex says 10020: limit: invalid");
        vendor.answers(500, text("err_maintenance.json"));
        assertThat(ask(Instant.parse("2026-03-04T10:00:00Z"), Duration.ofHours(1)))
                .isInstanceOf(CandleAnswer.Maintenance.class);
        vendor.answers(429, text("err_ratelimit.json"));
        assertThatThrownBy(() -> ask(Instant.parse("2026-03-04T10:00:00Z"), Duration.ofHours(1)))
                .as("asked once")
                .isInstanceOf(Fault.Transient.class)
                .hasMessageContaining("says we are too fast");
    }

    @Test
    void what_other_clients_recorded_is_understood() throws IOException {
        vendor.answers(200, body("jkorf_rest_GetKlines.txt"));
        assertThat(found(Instant.parse("2023-03-10T16:00:00Z"), Duration.ofHours(1)))
                .singleElement()
                .satisfies(candle -> assertThat(candle.high()).isEqualByComparingTo("20125"));
        vendor.answers(200, body("jkorf_rest_GetPlatformStatus.txt"));
        assertThat(done(vendor.candles().isOperative())).isTrue();
        String frame = text("jkorf_ws_Klines.txt");
        script.onSubscribe = (stream, subscribe) -> {
            stream.say(new JsonObject(frame.substring(frame.indexOf("< ") + 2, frame.indexOf("= ")))
                    .put("key", subscribe.getString("key"))
                    .encode());
            stream.say(frame.substring(frame.indexOf("= ") + 2));
        };
        vendor.sockets(script);

        done(vendor.streams().open(List.of(BTC), listener));

        eventually(() -> listener.candles.size() == 1);
        assertThat(listener.candles.get(0).volume()).isEqualByComparingTo("1.68829482");
    }

    private List<Candle> found(Instant from, Duration span) {
        return ask(from, span)
                .match(
                        CandleAnswer.Found::candles,
                        limited -> {
                            throw new AssertionError(limited);
                        },
                        maintenance -> {
                            throw new AssertionError(maintenance);
                        });
    }

    private CandleAnswer ask(Instant from, Duration span) {
        return done(vendor.candles()
                .candles(new CandleQuestion("BTCUSD", Timeframe.M1, new Span(from, from.plus(span)), 10_000)));
    }

    private static Candle candle(MatchResult row) {
        return new Candle(
                Instant.ofEpochMilli(Long.parseLong(row.group(1))),
                new BigDecimal(row.group(2)),
                new BigDecimal(row.group(4)),
                new BigDecimal(row.group(5)),
                new BigDecimal(row.group(3)),
                new BigDecimal(row.group(6)));
    }

    /** Behind method, path and whether it needs a key. */
    private static String body(String file) throws IOException {
        List<String> lines = lines(file);
        return String.join("\n", lines.subList(3, lines.size()));
    }

    private static List<String> lines(String file) throws IOException {
        return text(file).lines().filter(line -> !line.isBlank()).toList();
    }

    private static String text(String file) throws IOException {
        return Files.readString(folder().resolve(file));
    }

    private static Path folder() {
        return Path.of(System.getenv("TICKWORK_SAMPLES"), "bitfinex");
    }

    private static void eventually(BooleanSupplier claim) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!claim.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("claim did not come true within 10 s");
            }
            sleep();
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
