package dev.tickwork.simulator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.World;
import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.domain.market.ProviderSymbol;
import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.providers.QuoteAnswer;
import dev.tickwork.providers.QuoteSource;
import dev.tickwork.providers.twelvedata.TwelveDataQuotes;
import dev.tickwork.simulator.faults.FaultKind;
import dev.tickwork.simulator.faults.FaultRule;
import dev.tickwork.simulator.market.Market;
import dev.tickwork.simulator.market.Pair;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.upstream.BreakerPolicy;
import dev.tickwork.upstream.ProviderPolicy;
import dev.tickwork.upstream.RetryPolicy;
import dev.tickwork.upstream.Timeouts;
import dev.tickwork.upstream.Upstream;
import dev.tickwork.upstream.UpstreamFailure;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault as the quote source feels it, through the same door as in production. */
class FaultsThroughTheDoorTest {
    private static final Duration BREAKER_PAUSE = Duration.ofMillis(400);
    private static final int FAILURES_TO_OPEN = 2;
    private static final Timeouts PATIENT =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(8), Duration.ofSeconds(9));
    private static final Timeouts HASTY =
            new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(1_200), Duration.ofMillis(1_500));
    /** Asked again by a later call only. */
    private static final RetryPolicy LATER =
            new RetryPolicy(2, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(2));

    private static final List<String> SYMBOLS = List.of("BTCUSD", "EURUSD", "XAUUSD");

    private final FakeTime time = FakeTime.at("2026-03-04T12:00:30Z");
    private final Market market = new Market(1);
    private SimulatedDoor door;
    private Simulator simulator;
    private Upstream upstream;
    private QuoteSource source;

    @BeforeEach
    void start() {
        door = new SimulatedDoor(SimulatorConfig.onFreePort(), time);
        simulator = door.simulator();
        open(PATIENT);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void without_a_fault_every_price_is_the_markets() throws Exception {
        QuoteAnswer.Quotes answer = quotes();

        assertThat(answer.failed()).isEmpty();
        assertThat(answer.quotes()).extracting(Quote::symbol).containsExactlyElementsOf(SYMBOLS);
        assertMarkets(answer);
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_ERROR", "HANG", "SLOW_DRIP", "CUT", "HTML", "TRUNCATED_JSON", "ERROR_IN_200"})
    void an_outage_is_transient_and_over_when_the_fault_is(FaultKind kind) throws Exception {
        open(timeouts(kind));
        simulator.faults().set(FaultRule.always("twelvedata", kind).times(1));

        assertThatThrownBy(this::latest).isInstanceOf(Fault.Transient.class);
        open(PATIENT);
        assertThat(quotes().quotes()).hasSize(3);
    }

    @Test
    void a_rate_limit_holds_us_back_for_as_long_as_it_says_or_as_we_do_without_a_word() throws Exception {
        simulator.faults().set(new FaultRule("twelvedata", FaultKind.RATE_LIMITED, null, 1, null, 200));
        simulator
                .faults()
                .set(FaultRule.always("twelvedata", FaultKind.RATE_LIMITED).times(1));

        var told = (QuoteAnswer.RateLimited) latest();
        time.moveTo(told.until());
        var untold = (QuoteAnswer.RateLimited) latest();

        assertThat(told.until()).isEqualTo("2026-03-04T12:03:50Z");
        assertThat(untold.until())
                .isBetween(time.now().plusSeconds(60), time.now().plusSeconds(120));
    }

    @Test
    void spent_credits_last_as_long_as_their_window() throws Exception {
        simulator
                .faults()
                .set(FaultRule.always("twelvedata", FaultKind.MINUTE_CREDITS_SPENT)
                        .times(1));
        simulator
                .faults()
                .set(FaultRule.always("twelvedata", FaultKind.DAY_CREDITS_SPENT).times(1));

        var minute = (QuoteAnswer.RateLimited) latest();
        time.moveTo(minute.until());
        var day = (QuoteAnswer.RateLimited) latest();

        assertThat(minute.until())
                .isBetween(Instant.parse("2026-03-04T12:01:00Z"), time.now().plusSeconds(120));
        assertThat(day.until()).isEqualTo("2026-03-05T00:00:00Z");
    }

    @Test
    void an_error_at_one_symbol_leaves_the_others() throws Exception {
        simulator
                .faults()
                .set(FaultRule.always("twelvedata", FaultKind.ERROR_IN_200).onlyFor("XAUUSD"));

        QuoteAnswer.Quotes answer = quotes();

        assertThat(answer.failed()).containsOnlyKeys("XAUUSD");
        assertMarkets(answer);
    }

    @Test
    void prices_of_something_else_are_nobodys() throws Exception {
        simulator.faults().set(FaultRule.always("twelvedata", FaultKind.WRONG_SYMBOLS));

        QuoteAnswer.Quotes answer = quotes();

        assertThat(answer.quotes()).isEmpty();
        assertThat(answer.failed()).containsOnlyKeys(SYMBOLS);
    }

    @Test
    void absurd_values_cost_only_their_own_symbol() throws Exception {
        simulator
                .faults()
                .set(FaultRule.always("twelvedata", FaultKind.ABSURD_VALUES).onlyFor("EURUSD"));

        for (int round = 0; round < 9; round++) {
            QuoteAnswer.Quotes answer = quotes();
            assertThat(answer.failed()).as("round %s", round).containsOnlyKeys("EURUSD");
            assertMarkets(answer);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_ERROR", "HANG", "SLOW_DRIP", "CUT"})
    void outages_open_the_breaker_which_spares_the_vendor_and_closes_by_itself(FaultKind kind) throws Exception {
        open(timeouts(kind));
        simulator.faults().set(FaultRule.always("twelvedata", kind));
        for (int i = 0; i < FAILURES_TO_OPEN; i++) {
            assertThatThrownBy(this::latest).isInstanceOf(Fault.Transient.class);
        }

        assertThatThrownBy(this::latest)
                .isInstanceOf(Fault.Transient.class)
                .hasCauseInstanceOf(UpstreamFailure.BreakerOpen.class);
        assertThat(simulator.faults().list().get(0).hits()).isEqualTo(FAILURES_TO_OPEN);
        assertThat(upstream.client("twelvedata").status().breaker()).isEqualTo("open");

        simulator.faults().clear();
        assertThat(quotesBefore(System.nanoTime() + SECONDS.toNanos(10)).quotes())
                .hasSize(3);
        assertThat(upstream.client("twelvedata").status().breaker()).isEqualTo("closed");
    }

    @ParameterizedTest
    @EnumSource(names = {"WRONG_SYMBOLS", "ABSURD_VALUES", "ERROR_IN_200"})
    void an_answer_we_cannot_use_is_no_outage_to_the_breaker(FaultKind kind) throws Exception {
        simulator.faults().set(FaultRule.always("twelvedata", kind).onlyFor("XAUUSD"));

        for (int i = 0; i < 2 * FAILURES_TO_OPEN; i++) {
            assertThat(quotes().quotes()).hasSize(2);
        }

        assertThat(upstream.client("twelvedata").status().breaker()).isEqualTo("closed");
    }

    private void assertMarkets(QuoteAnswer.Quotes answer) {
        assertThat(answer.quotes()).isNotEmpty().allSatisfy(quote -> {
            assertThat(quote.price()).isEqualByComparingTo(market.price(pair(quote.symbol()), time.now()));
            assertThat(quote.asOf()).isEqualTo(time.now());
            assertThat(quote.previousClose()).isNotNull();
            assertThat(quote.simulated()).isTrue();
        });
    }

    /** The breaker's pause passes in real time. */
    private QuoteAnswer.Quotes quotesBefore(long deadline) throws Exception {
        while (true) {
            try {
                return quotes();
            } catch (Fault.Transient stillOpen) {
                assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private QuoteAnswer.Quotes quotes() throws Exception {
        return (QuoteAnswer.Quotes) latest();
    }

    private QuoteAnswer latest() throws Exception {
        Future<QuoteAnswer> answer = source.latest(new TreeSet<>(SYMBOLS));
        return answer.await(10, SECONDS);
    }

    private void open(Timeouts timeouts) {
        ProviderPolicy policy = door.policy("twelvedata")
                .withRetry(LATER)
                .withTimeouts(timeouts)
                .withBreaker(new BreakerPolicy(FAILURES_TO_OPEN, BREAKER_PAUSE));
        upstream = door.open(policy, "twelvedata");
        source = new TwelveDataQuotes(upstream, catalog(), time, World.SIMULATED);
    }

    /** Only an answer that never ends needs a caller who does not wait for long. */
    private static Timeouts timeouts(FaultKind kind) {
        return kind == FaultKind.HANG || kind == FaultKind.SLOW_DRIP ? HASTY : PATIENT;
    }

    private static InstrumentCatalog catalog() {
        return new InstrumentCatalog(
                SYMBOLS.stream()
                        .map(symbol -> new Instrument(symbol, InstrumentClass.CRYPTO, symbol, "X", "USD", 5))
                        .toList(),
                SYMBOLS.stream()
                        .map(symbol -> new ProviderSymbol(
                                "twelvedata", symbol, pair(symbol).symbol()))
                        .toList());
    }

    private static Pair pair(String symbol) {
        return Pair.find(symbol.substring(0, 3) + "/" + symbol.substring(3)).orElseThrow();
    }
}
