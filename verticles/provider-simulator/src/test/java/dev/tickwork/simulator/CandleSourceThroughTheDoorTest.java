package dev.tickwork.simulator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.domain.market.ProviderSymbol;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import dev.tickwork.providers.CandleSource;
import dev.tickwork.providers.bitfinex.BitfinexCandles;
import dev.tickwork.simulator.SimulatorConfig.BitfinexPlan;
import dev.tickwork.simulator.faults.FaultKind;
import dev.tickwork.simulator.faults.FaultRule;
import dev.tickwork.testservers.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Candles as the candle source reads them, through the same door as in production. */
class CandleSourceThroughTheDoorTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Span HOUR = new Span(NOON.minusSeconds(3600), NOON);

    private final FakeTime time = new FakeTime(NOON.plusSeconds(30));
    private SimulatedDoor door;
    private Simulator simulator;
    private CandleSource source;

    @BeforeEach
    void start() {
        var plan = new BitfinexPlan(20, 25, 20, 4);
        door = new SimulatedDoor(SimulatorConfig.onFreePort().withPlan(plan), time);
        simulator = door.simulator();
        source = new BitfinexCandles(door.open(door.policy("bitfinex"), "bitfinex"), catalog(), time);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void a_span_has_all_its_candles_oldest_first() throws Exception {
        List<Candle> candles = found("BTCUSD", Timeframe.M1, HOUR).candles();

        assertThat(candles)
                .extracting(Candle::openTime)
                .containsExactlyElementsOf(Timeframe.M1.opens(HOUR).toList());
        assertThat(found("DOGEUSD", Timeframe.D1, new Span(Instant.parse("2026-03-01T00:00:00Z"), NOON))
                        .candles())
                .hasSize(4);
    }

    @Test
    void every_timeframe_that_the_source_serves_is_known_and_pages_meet() throws Exception {
        for (Timeframe timeframe : source.timeframes()) {
            Instant until = timeframe.openOf(NOON);
            Instant middle = timeframe.plus(until, -2);
            Instant from = timeframe.plus(until, -4);
            List<Candle> pages = new ArrayList<>(
                    found("BTCUSD", timeframe, new Span(from, middle)).candles());
            pages.addAll(found("BTCUSD", timeframe, new Span(middle, until)).candles());

            assertThat(pages)
                    .as(timeframe.label())
                    .extracting(Candle::openTime)
                    .containsExactlyElementsOf(
                            timeframe.opens(new Span(from, until)).toList());
            time.advance(Duration.ofMinutes(1));
        }
    }

    @Test
    void the_most_that_a_call_can_bring_comes() throws Exception {
        Span span = new Span(Timeframe.M1.plus(NOON, -source.mostPerCall()), NOON);

        assertThat(found("BTCUSD", Timeframe.M1, span).candles()).hasSize(source.mostPerCall());
    }

    @Test
    void where_nothing_was_traded_the_neighbours_come_alone() throws Exception {
        Span quiet = new Span(NOON.minusSeconds(1800), NOON.minusSeconds(600));
        simulator.faults().set(FaultRule.during("bitfinex", FaultKind.NO_TRADES, quiet.from(), quiet.until()));

        List<Candle> candles = found("BTCUSD", Timeframe.M1, HOUR).candles();

        assertThat(candles).hasSize(40).noneMatch(candle -> quiet.contains(candle.openTime()));
        assertThat(found("BTCUSD", Timeframe.M1, quiet).candles()).isEmpty();
    }

    @Test
    void rows_that_come_twice_or_jumbled_are_read_as_if_they_did_not() throws Exception {
        List<Candle> sound = found("BTCUSD", Timeframe.M1, HOUR).candles();

        simulator.faults().set(FaultRule.always("bitfinex", FaultKind.OUT_OF_ORDER));
        assertThat(found("BTCUSD", Timeframe.M1, HOUR).candles()).isEqualTo(sound);
        simulator.faults().set(FaultRule.always("bitfinex", FaultKind.DUPLICATES));
        assertThat(found("BTCUSD", Timeframe.M1, HOUR).candles()).isEqualTo(sound);
    }

    @Test
    void a_maintenance_is_an_answer_and_the_status_says_so() throws Exception {
        assertThat(source.isOperative().await(10, SECONDS)).isTrue();

        simulator.faults().set(FaultRule.always("bitfinex", FaultKind.MAINTENANCE));

        assertThat(ask("BTCUSD", Timeframe.M1, HOUR)).isInstanceOf(CandleAnswer.Maintenance.class);
        assertThat(source.isOperative().await(10, SECONDS)).isFalse();
    }

    @Test
    void whoever_asks_too_often_is_told_until_when_to_wait() throws Exception {
        source = new BitfinexCandles(door.open(door.policy("bitfinex", 1), "bitfinex"), catalog(), time);
        CandleAnswer answer = ask("BTCUSD", Timeframe.H1, HOUR);
        for (int call = 0; call < 20; call++) {
            answer = ask("BTCUSD", Timeframe.H1, HOUR);
        }

        assertThat(answer).isInstanceOfSatisfying(CandleAnswer.RateLimited.class, limited -> assertThat(limited.until())
                .isAfterOrEqualTo(time.now().plusSeconds(60)));
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_ERROR", "CUT", "HTML", "TRUNCATED_JSON", "ERROR_IN_200"})
    void an_outage_is_a_fault_and_over_when_the_fault_is(FaultKind kind) throws Exception {
        simulator.faults().set(FaultRule.always("bitfinex", kind).times(1));

        assertThatThrownBy(() -> ask("BTCUSD", Timeframe.M1, HOUR)).isInstanceOf(Fault.class);
        assertThat(found("BTCUSD", Timeframe.M1, HOUR).candles()).hasSize(60);
    }

    private CandleAnswer.Found found(String symbol, Timeframe timeframe, Span span) throws Exception {
        return (CandleAnswer.Found) ask(symbol, timeframe, span);
    }

    private CandleAnswer ask(String symbol, Timeframe timeframe, Span span) throws Exception {
        return source.candles(new CandleQuestion(symbol, timeframe, span, source.mostPerCall()))
                .await(30, SECONDS);
    }

    private static InstrumentCatalog catalog() {
        return new InstrumentCatalog(
                List.of(
                        new Instrument("BTCUSD", InstrumentClass.CRYPTO, "Bitcoin", "BTC", "USD", 2),
                        new Instrument("DOGEUSD", InstrumentClass.CRYPTO, "Dogecoin", "DOGE", "USD", 5)),
                List.of(
                        new ProviderSymbol("bitfinex", "BTCUSD", "tBTCUSD"),
                        new ProviderSymbol("bitfinex", "DOGEUSD", "tDOGE:USD")));
    }
}
