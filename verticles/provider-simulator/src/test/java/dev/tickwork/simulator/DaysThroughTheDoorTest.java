package dev.tickwork.simulator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.domain.market.ProviderSymbol;
import dev.tickwork.domain.quotes.DailyBar;
import dev.tickwork.providers.DailyPriceAnswer;
import dev.tickwork.providers.DailyPriceQuestion;
import dev.tickwork.providers.DailyPriceSource;
import dev.tickwork.providers.DailySeries;
import dev.tickwork.providers.twelvedata.TwelveDataDailyPrices;
import dev.tickwork.simulator.faults.FaultKind;
import dev.tickwork.simulator.faults.FaultRule;
import dev.tickwork.simulator.market.Market;
import dev.tickwork.simulator.market.Pair;
import dev.tickwork.testservers.FakeTime;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Days as the daily price source reads them, through the same door as in production. */
class DaysThroughTheDoorTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-04");

    private final FakeTime time = FakeTime.at("2026-03-04T12:00:30Z");
    private final Market market = new Market(1);
    private SimulatedDoor door;
    private Simulator simulator;
    private DailyPriceSource source;

    @BeforeEach
    void start() {
        door = new SimulatedDoor(SimulatorConfig.onFreePort(), time);
        simulator = door.simulator();
        source = new TwelveDataDailyPrices(door.open(door.policy("twelvedata"), "twelvedata"), catalog(), time);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void every_day_is_the_markets() throws Exception {
        DailyPriceAnswer.Found answer = found(TODAY.minusDays(365), "AAPL", "BTCUSD", "XAUUSD");

        assertThat(answer.failed()).isEmpty();
        assertThat(answer.series()).extracting(DailySeries::symbol).containsExactly("AAPL", "BTCUSD", "XAUUSD");
        assertThat(answer.series().get(0).bars())
                .as("New York's sessions; today's has not begun")
                .extracting(DailyBar::date)
                .containsExactlyElementsOf(TODAY.minusDays(365)
                        .datesUntil(TODAY)
                        .filter(InstrumentClass.EQUITY.days()::contains)
                        .toList());
        assertThat(answer.series().get(1).bars()).hasSize(366);
        assertThat(answer.series()).allSatisfy(this::assertMarkets);
    }

    @Test
    void a_weekend_is_empty_and_no_failure() throws Exception {
        DailyPriceAnswer.Found answer =
                ask(new DailyPriceQuestion(new TreeSet<>(List.of("AAPL")), TODAY.minusDays(4), TODAY.minusDays(4)));

        assertThat(answer.failed()).isEmpty();
        assertThat(answer.series().get(0).bars()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_ERROR", "CUT", "HTML", "TRUNCATED_JSON", "ERROR_IN_200"})
    void an_outage_is_transient_and_over_when_the_fault_is(FaultKind kind) throws Exception {
        simulator.faults().set(FaultRule.always("twelvedata", kind).times(1));

        assertThatThrownBy(() -> found(TODAY.minusDays(7), "AAPL", "BTCUSD")).isInstanceOf(Fault.Transient.class);
        assertThat(found(TODAY.minusDays(7), "AAPL", "BTCUSD").series()).hasSize(2);
    }

    @Test
    void days_of_something_else_are_nobodys() throws Exception {
        simulator.faults().set(FaultRule.always("twelvedata", FaultKind.WRONG_SYMBOLS));

        assertThat(found(TODAY.minusDays(7), "AAPL", "BTCUSD").failed()).containsOnlyKeys("AAPL", "BTCUSD");
        assertThat(found(TODAY.minusDays(7), "AAPL").failed()).containsOnlyKeys("AAPL");
    }

    @Test
    void absurd_values_cost_only_their_own_day() throws Exception {
        simulator.faults().set(FaultRule.always("twelvedata", FaultKind.ABSURD_VALUES));

        for (int round = 0; round < 9; round++) {
            DailySeries days = found(TODAY.minusDays(2), "BTCUSD").series().get(0);
            assertThat(days.bars()).as("round %s", round).hasSize(2);
            assertMarkets(days);
        }
    }

    private void assertMarkets(DailySeries series) {
        assertThat(series.bars()).isNotEmpty().allSatisfy(bar -> {
            var day = market.day(pair(series.symbol()), bar.date(), time.now()).orElseThrow();
            assertThat(bar.open()).isEqualByComparingTo(day.open());
            assertThat(bar.high()).isEqualByComparingTo(day.high());
            assertThat(bar.low()).isEqualByComparingTo(day.low());
            assertThat(bar.close()).isEqualByComparingTo(day.close());
        });
        assertThat(series.bars()).extracting(DailyBar::date).isSorted();
    }

    private DailyPriceAnswer.Found found(LocalDate from, String... symbols) throws Exception {
        return ask(new DailyPriceQuestion(new TreeSet<>(List.of(symbols)), from, TODAY));
    }

    private DailyPriceAnswer.Found ask(DailyPriceQuestion question) throws Exception {
        return (DailyPriceAnswer.Found) source.daily(question).await(10, SECONDS);
    }

    private static InstrumentCatalog catalog() {
        return new InstrumentCatalog(
                List.of(
                        new Instrument("AAPL", InstrumentClass.EQUITY, "Apple", "AAPL", "USD", 2),
                        new Instrument("BTCUSD", InstrumentClass.CRYPTO, "Bitcoin", "BTC", "USD", 2),
                        new Instrument("XAUUSD", InstrumentClass.METAL, "Gold", "XAU", "USD", 2)),
                List.of(
                        new ProviderSymbol("twelvedata", "AAPL", "AAPL"),
                        new ProviderSymbol("twelvedata", "BTCUSD", "BTC/USD"),
                        new ProviderSymbol("twelvedata", "XAUUSD", "XAU/USD")));
    }

    private static Pair pair(String symbol) {
        return Pair.find(symbol.equals("AAPL") ? symbol : symbol.substring(0, 3) + "/" + symbol.substring(3))
                .orElseThrow();
    }
}
