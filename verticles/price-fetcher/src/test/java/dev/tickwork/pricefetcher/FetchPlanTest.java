package dev.tickwork.pricefetcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.Cadence;
import dev.tickwork.providers.PlanLimits;
import dev.tickwork.testservers.FakeTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FetchPlanTest {
    private static final String MONDAY = "2026-03-02T12:00:00Z";
    private static final String SATURDAY = "2026-03-07T12:00:00Z";
    private static final Instant SUNDAY_OPEN = Instant.parse("2026-03-08T21:00:00Z");
    private static final MoveLimits LIMITS =
            new MoveLimits(new BigDecimal("5"), new BigDecimal("10"), new BigDecimal("25"), new BigDecimal("25"));
    private static final DailyConfig DAILY =
            new DailyConfig(List.of("SPY"), 400, Duration.ofMinutes(30), "5 * * * *", "30 1 * * *", "UTC");
    private static final PriceFetcherConfig EVERY_5_SECONDS = new PriceFetcherConfig(
            List.of("XAUUSD", "EURUSD", "BTCUSD"),
            Duration.ofSeconds(5),
            Duration.ofMinutes(15),
            3,
            true,
            30,
            LIMITS,
            DAILY);

    @Test
    void open_markets_are_asked_for_at_every_fetch() {
        var time = FakeTime.at(MONDAY);
        FetchPlan plan = plan(time, CallBudget.UNLIMITED);

        plan.asked(plan.due());
        time.advance(Duration.ofSeconds(5));

        assertThat(plan.due()).containsExactly("BTCUSD", "EURUSD", "XAUUSD");
        assertThat(plan.cadence(time.now())).isEqualTo(Cadence.of(Duration.ofSeconds(5)));
    }

    @Test
    void closed_markets_are_looked_at_once_after_the_close_and_then_seldom() {
        var time = FakeTime.at("2026-03-06T21:59:58Z");
        FetchPlan plan = plan(time, CallBudget.UNLIMITED);
        plan.asked(plan.due());

        time.advance(Duration.ofSeconds(5));
        assertThat(plan.due()).as("just after Friday's close").containsExactly("BTCUSD", "EURUSD", "XAUUSD");
        plan.asked(plan.due());

        time.advance(Duration.ofSeconds(5));
        assertThat(plan.due()).containsExactly("BTCUSD");

        time.advance(Duration.ofMinutes(15));
        assertThat(plan.due()).containsExactly("BTCUSD", "EURUSD", "XAUUSD");
    }

    @Test
    void with_every_market_closed_it_slows_down_and_is_there_at_the_open() {
        var time = FakeTime.at(SATURDAY);
        FetchPlan plan =
                new FetchPlan(List.of(Instruments.GOLD, Instruments.EURO), EVERY_5_SECONDS, CallBudget.UNLIMITED, time);

        Cadence cadence = plan.cadence(time.now());

        assertThat(cadence.every()).isEqualTo(Duration.ofMinutes(15));
        assertThat(cadence.notAfter()).as("forex opens before metals").isEqualTo(SUNDAY_OPEN);
        assertThat(cadence.reason()).isEqualTo("every market is closed");
    }

    @Test
    void a_free_plan_stretches_the_cadence_and_says_so() {
        var time = FakeTime.at(MONDAY);
        FetchPlan plan = plan(time, new CallBudget(new PlanLimits(OptionalLong.of(8), OptionalLong.of(800))));

        Cadence cadence = plan.cadence(time.now());

        assertThat(cadence.every()).isEqualTo(Duration.ofDays(1).dividedBy(266));
        assertThat(cadence.reason()).contains("8 credits a minute", "800 a day", "3 symbols", "324 s");
    }

    @Test
    void what_the_closed_markets_cost_is_taken_off_the_open_ones() {
        var time = FakeTime.at(SATURDAY);
        FetchPlan plan = plan(time, new CallBudget(new PlanLimits(OptionalLong.empty(), OptionalLong.of(800))));

        Duration bitcoinEvery = plan.cadence(time.now()).every();

        long forBitcoin = Duration.ofDays(1).dividedBy(bitcoinEvery);
        assertThat(forBitcoin + 2 * 96).isLessThanOrEqualTo(800).isGreaterThan(780);
    }

    @Test
    void more_symbols_than_a_minute_pays_take_turns() {
        var time = FakeTime.at(MONDAY);
        FetchPlan plan = plan(time, new CallBudget(new PlanLimits(OptionalLong.of(2), OptionalLong.empty())));

        assertThat(plan.due()).containsExactly("BTCUSD", "EURUSD");
        plan.asked(plan.due());
        time.advance(Duration.ofMinutes(1));

        assertThat(plan.due()).containsExactly("BTCUSD", "XAUUSD");
    }

    @Test
    void a_wait_from_before_the_clock_was_moved_back_is_over() {
        var time = FakeTime.at(MONDAY);
        FetchPlan plan = plan(time, CallBudget.UNLIMITED);
        plan.waitUntil(time.now().plusSeconds(45), "credits of the minute are used up");

        time.moveTo(Instant.parse(MONDAY).minusSeconds(3600));

        assertThat(plan.due()).hasSize(3);
        assertThat(plan.cadence(time.now())).isEqualTo(Cadence.of(Duration.ofSeconds(5)));
    }

    @Test
    void what_was_asked_for_before_the_clock_was_moved_back_counts_as_never_asked_for() {
        var time = FakeTime.at(SATURDAY);
        FetchPlan plan = plan(time, CallBudget.UNLIMITED);
        plan.asked(plan.due());
        assertThat(plan.due()).containsExactly("BTCUSD");

        time.moveTo(Instant.parse(SATURDAY).minusSeconds(3600));

        assertThat(plan.due()).containsExactly("BTCUSD", "EURUSD", "XAUUSD");
    }

    @Test
    void asks_for_nothing_while_the_provider_wants_us_to_wait() {
        var time = FakeTime.at(MONDAY);
        FetchPlan plan = plan(time, CallBudget.UNLIMITED);
        Instant until = time.now().plusSeconds(45);

        plan.waitUntil(until, "credits of the minute are used up");

        assertThat(plan.due()).isEmpty();
        assertThat(plan.whyNothingIsDue()).isEqualTo("credits of the minute are used up, until " + until);
        assertThat(plan.cadence(time.now()))
                .as("the next fire is at the end of the wait, and never just before it")
                .isEqualTo(new Cadence(Duration.ofSeconds(50), until, "credits of the minute are used up"));
        time.moveTo(until);
        assertThat(plan.due()).hasSize(3);
        assertThat(plan.cadence(time.now())).isEqualTo(Cadence.of(Duration.ofSeconds(5)));
    }

    private static FetchPlan plan(FakeTime time, CallBudget credits) {
        return new FetchPlan(
                List.of(Instruments.GOLD, Instruments.EURO, Instruments.BITCOIN), EVERY_5_SECONDS, credits, time);
    }
}
