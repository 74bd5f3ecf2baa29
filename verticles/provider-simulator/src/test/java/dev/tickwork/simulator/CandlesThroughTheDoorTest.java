package dev.tickwork.simulator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.domain.market.ProviderSymbol;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import dev.tickwork.providers.CandleStream;
import dev.tickwork.providers.CandleStreamListener;
import dev.tickwork.providers.StreamEnd;
import dev.tickwork.providers.bitfinex.BitfinexCandleStreams;
import dev.tickwork.providers.bitfinex.BitfinexCandles;
import dev.tickwork.simulator.faults.FaultKind;
import dev.tickwork.simulator.faults.FaultRule;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.upstream.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Candles as the candle source and the streams read them, through the same door as in production. */
class CandlesThroughTheDoorTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:30Z");
    private static final Instant FORMING = Instant.parse("2026-03-04T12:00:00Z");
    private static final Series BTC = new Series("bitfinex", "BTCUSD", Timeframe.M1);

    private final FakeTime time = new FakeTime(NOW);
    private final Story story = new Story();
    private SimulatedDoor door;
    private Simulator simulator;
    private Upstream upstream;

    @BeforeEach
    void start() {
        door = new SimulatedDoor(SimulatorConfig.onFreePort(), time);
        simulator = door.simulator();
        upstream = door.open(door.policy("bitfinex"), "bitfinex", "bitfinex-stream");
    }

    @AfterEach
    void close() throws Exception {
        upstream.close().await(10, SECONDS);
        door.close();
    }

    @Test
    void a_day_of_minutes_is_whole_and_the_same_when_asked_in_pieces() throws Exception {
        Span day = new Span(FORMING.minus(Duration.ofDays(1)), FORMING);

        List<Candle> whole = found(day, 10_000);

        assertThat(whole).hasSize(1440).extracting(Candle::openTime).isSorted().doesNotHaveDuplicates();
        assertThat(whole).allSatisfy(candle -> assertThat(candle.high()).isGreaterThanOrEqualTo(candle.low()));
        List<Candle> first = found(day, 1000);
        List<Candle> rest = found(new Span(FORMING.minusSeconds(440 * 60), FORMING), 10_000);
        assertThat(first).isEqualTo(whole.subList(0, 1000));
        assertThat(rest).isEqualTo(whole.subList(1000, 1440));
    }

    @Test
    void every_timeframe_that_is_served_lies_on_our_grid() throws Exception {
        var source = new BitfinexCandles(upstream, catalog(), time);

        for (Timeframe timeframe : source.timeframes()) {
            Span span = new Span(timeframe.plus(timeframe.openOf(NOW), -3), NOW);
            var question = new CandleQuestion("BTCUSD", timeframe, span, 10);
            var found = (CandleAnswer.Found) source.candles(question).await(10, SECONDS);
            assertThat(found.candles()).as(timeframe.label()).hasSize(4);
        }
    }

    @Test
    void minutes_without_trades_are_absent_and_maintenance_says_so() throws Exception {
        Span hole = new Span(FORMING.minusSeconds(600), FORMING.minusSeconds(300));
        simulator.faults().set(FaultRule.during("bitfinex", FaultKind.NO_TRADES, hole.from(), hole.until()));

        assertThat(found(new Span(FORMING.minusSeconds(3600), FORMING), 10_000)).hasSize(55);

        simulator.faults().set(FaultRule.always("bitfinex", FaultKind.MAINTENANCE));
        var source = new BitfinexCandles(upstream, catalog(), time);
        assertThat(source.candles(question(hole, 10)).await(10, SECONDS)).isInstanceOf(CandleAnswer.Maintenance.class);
        assertThat(source.isOperative().await(10, SECONDS)).isFalse();
    }

    @Test
    void a_storm_of_429_is_an_answer_with_a_time() throws Exception {
        simulator.faults().set(new FaultRule("bitfinex", FaultKind.RATE_LIMITED, null, null, null, 90));
        var source = new BitfinexCandles(door.open(door.policy("bitfinex", 1), "bitfinex"), catalog(), time);

        assertThat(source.candles(question(hour(), 10)).await(10, SECONDS))
                .isInstanceOfSatisfying(CandleAnswer.RateLimited.class, limited -> assertThat(limited.until())
                        .isEqualTo(NOW.plusSeconds(90)));
    }

    @Test
    void what_cannot_be_is_handed_on_or_said_but_never_left_out() throws Exception {
        simulator.faults().set(FaultRule.always("bitfinex", FaultKind.ABSURD_VALUES));
        for (int handedOn = 0; handedOn < 6; handedOn++) {
            assertThat(ask()).as("candles with impossible numbers are candles").hasSize(60);
        }
        for (int said = 0; said < 4; said++) {
            CandleAnswer.Found told = told(hour(), 10_000);
            assertThat(told.unreadable()).hasSize(1);
            assertThat(told.candles()).hasSize(59);
        }
    }

    @Test
    void a_stream_tells_what_rest_tells() throws Exception {
        open(BTC);
        story.eventually(() -> story.has("snapshot"));

        time.advance(Duration.ofSeconds(40));
        story.eventually(() ->
                story.candles.stream().anyMatch(candle -> candle.openTime().equals(FORMING.plusSeconds(60))));
        time.advance(Duration.ofSeconds(25));
        List<Candle> rest = found(new Span(FORMING, FORMING.plusSeconds(60)), 1);

        story.eventually(() -> story.candles.contains(rest.get(0)));
        assertThat(story.lines).startsWith("subscribed BTCUSD/1m", "snapshot BTCUSD/1m 120");
        assertThat(story.has("lost")).isFalse();
    }

    @Test
    void a_frame_that_is_counted_and_does_not_come_is_noticed() throws Exception {
        open(BTC);
        story.eventually(() -> story.has("candle"));

        simulator
                .faults()
                .set(FaultRule.always("bitfinex", FaultKind.LOST_FRAMES).times(1));
        passUntil("lost");

        assertThat(story.has("lost")).isTrue();
        assertThat(story.has("end")).isFalse();
    }

    @Test
    void the_twenty_sixth_series_is_refused_and_the_others_are_told() throws Exception {
        Series[] many = Arrays.stream(Timeframe.values())
                .filter(timeframe -> timeframe != Timeframe.H4)
                .flatMap(timeframe -> List.of("BTCUSD", "ETHUSD", "SOLUSD").stream()
                        .map(symbol -> new Series("bitfinex", symbol, timeframe)))
                .limit(26)
                .toArray(Series[]::new);

        open(many);

        story.eventually(() -> story.has("refused"));
        assertThat(story.lines.stream().filter(line -> line.startsWith("subscribed")))
                .hasSize(25);
        assertThat(story.lines.stream().filter(line -> line.startsWith("refused")))
                .singleElement()
                .asString()
                .contains(many[25].toString(), "10305");
    }

    @Test
    void maintenance_restart_and_silence_are_heard() throws Exception {
        open(BTC);
        story.eventually(() -> story.has("snapshot"));

        simulator
                .faults()
                .set(FaultRule.always("bitfinex", FaultKind.MAINTENANCE).endingAt(NOW.plusSeconds(60)));
        story.eventually(() -> story.has("maintenance true"));
        time.advance(Duration.ofSeconds(61));
        story.eventually(() -> story.has("maintenance false") && story.count("subscribed") == 2);
        simulator
                .faults()
                .set(FaultRule.always("bitfinex", FaultKind.RESTARTING).times(1));
        story.eventually(() -> story.has("end RESTART"));

        open(BTC);
        story.eventually(() -> story.count("subscribed") == 3);
        simulator.faults().set(FaultRule.always("bitfinex", FaultKind.SILENT_SOCKET));
        story.eventually(() -> {
            time.advance(Duration.ofSeconds(5));
            return story.has("end SILENT");
        });
    }

    @Test
    void a_channel_that_falls_silent_among_others_is_subscribed_anew_and_goes_on() throws Exception {
        var eth = new Series("bitfinex", "ETHUSD", Timeframe.M1);
        open(BTC, eth);
        story.eventually(() -> story.count("candle ETHUSD") > 0 && story.count("candle BTCUSD") > 0);

        simulator
                .faults()
                .set(FaultRule.always("bitfinex", FaultKind.SILENT_CHANNEL)
                        .onlyFor("ETHUSD")
                        .times(1));
        passUntil("silent ETHUSD/1m");
        story.eventually(() -> story.count("subscribed ETHUSD/1m") == 2);
        story.lines.removeIf(line -> line.startsWith("candle ETHUSD"));
        passUntil("candle ETHUSD/1m");

        assertThat(story.has("candle ETHUSD/1m")).isTrue();
        assertThat(story.count("subscribed BTCUSD/1m")).isEqualTo(1);
        assertThat(story.has("silent BTCUSD")).isFalse();
        assertThat(story.has("end")).isFalse();
    }

    @Test
    void a_broken_wire_is_the_end() throws Exception {
        simulator.faults().set(FaultRule.closing("bitfinex", 0).times(1));
        open(BTC);

        story.eventually(() -> story.has("end BROKEN"));
    }

    private void passUntil(String word) throws InterruptedException {
        for (int i = 0; i < 20 && !story.has(word); i++) {
            time.advance(Duration.ofSeconds(5));
            // The simulator looks at its clock in real time.
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private List<Candle> ask() {
        try {
            return found(hour(), 10_000);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private List<Candle> found(Span span, int limit) throws TimeoutException {
        return told(span, limit).candles();
    }

    private CandleAnswer.Found told(Span span, int limit) throws TimeoutException {
        var answer = new BitfinexCandles(upstream, catalog(), time).candles(question(span, limit));
        return (CandleAnswer.Found) answer.await(10, SECONDS);
    }

    @CanIgnoreReturnValue
    private CandleStream open(Series... series) throws TimeoutException {
        return new BitfinexCandleStreams(upstream, catalog(), time)
                .open(List.of(series), story)
                .await(10, SECONDS);
    }

    private static Span hour() {
        return new Span(FORMING.minusSeconds(3600), FORMING);
    }

    private static CandleQuestion question(Span span, int limit) {
        return new CandleQuestion("BTCUSD", Timeframe.M1, span, limit);
    }

    private static InstrumentCatalog catalog() {
        List<String> symbols = List.of("BTCUSD", "ETHUSD", "SOLUSD");
        return new InstrumentCatalog(
                symbols.stream()
                        .map(symbol -> new Instrument(
                                symbol, InstrumentClass.CRYPTO, symbol, symbol.substring(0, 3), "USD", 2))
                        .toList(),
                symbols.stream()
                        .map(symbol -> new ProviderSymbol("bitfinex", symbol, "t" + symbol))
                        .toList());
    }

    /** Writes down what a stream tells. */
    private static final class Story implements CandleStreamListener {
        final List<String> lines = new CopyOnWriteArrayList<>();
        final List<Candle> candles = new CopyOnWriteArrayList<>();

        boolean has(String word) {
            return count(word) > 0;
        }

        long count(String word) {
            return lines.stream().filter(line -> line.startsWith(word)).count();
        }

        void eventually(BooleanSupplier claim) throws InterruptedException {
            long deadline = System.nanoTime() + SECONDS.toNanos(20);
            while (!claim.getAsBoolean()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("claim did not come true within 20 s, but " + lines);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }

        @Override
        public void onSubscribed(Series series) {
            lines.add("subscribed " + series);
        }

        @Override
        public void onRefused(Series series, String why) {
            lines.add("refused " + series + " " + why);
        }

        @Override
        public void onSnapshot(Series series, List<Candle> snapshot, Instant seenAt) {
            candles.addAll(snapshot);
            lines.add("snapshot " + series + " " + snapshot.size());
        }

        @Override
        public void onCandle(Series series, Candle candle, Instant seenAt) {
            candles.add(candle);
            lines.add("candle " + series + " " + candle.openTime());
        }

        @Override
        public void onMaintenance(boolean begins) {
            lines.add("maintenance " + begins);
        }

        @Override
        public void onSilent(Series series, Instant since) {
            lines.add("silent " + series + " since " + since);
        }

        @Override
        public void onLost(List<Series> series, String why) {
            lines.add("lost " + series + " " + why);
        }

        @Override
        public void onEnd(StreamEnd end) {
            lines.add("end " + end.kind() + " " + end.reason());
        }
    }
}
