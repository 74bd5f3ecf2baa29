package dev.tickwork.pricefetcher.daily;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.Fault;
import dev.tickwork.pricefetcher.daily.DailyPriceArgs.Mode;
import dev.tickwork.testservers.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DailyPlannerTest {
    private static final UUID RUN = new UUID(1, 1);
    private static final LocalDate TUESDAY = LocalDate.parse("2026-03-03");
    private static final LocalDate WEDNESDAY = LocalDate.parse("2026-03-04");

    private final FakeTime time = FakeTime.at("2026-03-04T22:00:00Z");
    private final DailyPlanner planner = new DailyPlanner(
            new DailySettings(new TreeSet<>(List.of("AAPL", "EURUSD", "SPY")), 30, Duration.ofMinutes(30)),
            Listed.CATALOG,
            time,
            1000);

    @Test
    void a_smart_run_asks_for_what_lacks_the_last_day_that_ended_on_its_own_market() {
        DailyPlan plan = planner.plan(
                DailyPriceArgs.of(Mode.SMART),
                Map.of(
                        "AAPL", stored("AAPL", TUESDAY),
                        "SPY", stored("SPY", WEDNESDAY),
                        "EURUSD", stored("EURUSD", TUESDAY)),
                RUN);

        assertThat(plan.wanted()).containsExactly(new WantedDays("AAPL", TUESDAY.minusDays(14), WEDNESDAY, false));
        assertThat(plan.skipped()).containsExactly("EURUSD", "SPY");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-04T21:29:59Z, false, the close is not half an hour ago",
        "2026-03-04T21:30:00Z, true, now it is",
        "2026-03-08T12:00:00Z, true, the weekend does not matter",
        "2026-03-04T12:00:00Z, false, the session has not begun",
    })
    void a_day_is_missed_from_some_time_after_its_close_on(Instant now, boolean due, String why) {
        time.moveTo(now);

        DailyPlan plan = planner.plan(smart("AAPL"), Map.of("AAPL", stored("AAPL", TUESDAY)), RUN);

        assertThat(!plan.wanted().isEmpty()).as(why).isEqualTo(due);
    }

    @Test
    void a_symbol_without_days_is_wanted_from_as_far_back_as_configured() {
        DailyPlan plan = planner.plan(smart("AAPL"), Map.of(), RUN);

        assertThat(plan.wanted())
                .containsExactly(new WantedDays("AAPL", LocalDate.parse("2026-02-03"), WEDNESDAY, true));
    }

    @Test
    void force_asks_for_what_is_up_to_date_as_well() {
        var args = new DailyPriceArgs(Mode.SMART, List.of("AAPL"), true, null, null);

        DailyPlan plan = planner.plan(args, Map.of("AAPL", stored("AAPL", WEDNESDAY)), RUN);

        assertThat(plan.wanted()).containsExactly(new WantedDays("AAPL", WEDNESDAY.minusDays(14), WEDNESDAY, false));
    }

    @Test
    void a_full_run_goes_back_to_the_first_stored_day_and_does_each_symbol_once() {
        var old = new StoredSeries("AAPL", LocalDate.parse("2024-01-02"), WEDNESDAY, new UUID(9, 9));
        var done = new StoredSeries("SPY", TUESDAY, WEDNESDAY, RUN);

        DailyPlan plan = planner.plan(DailyPriceArgs.of(Mode.FULL), Map.of("AAPL", old, "SPY", done), RUN);

        assertThat(plan.wanted())
                .containsExactly(
                        new WantedDays("AAPL", LocalDate.parse("2024-01-02"), WEDNESDAY, true),
                        new WantedDays("EURUSD", LocalDate.parse("2026-02-02"), TUESDAY, true));
        assertThat(plan.skipped()).containsExactly("SPY");
    }

    @Test
    void a_full_run_goes_back_no_further_than_one_call_reaches() {
        var old = new StoredSeries("AAPL", LocalDate.parse("1990-01-02"), WEDNESDAY, null);

        DailyPlan plan = planner.plan(
                new DailyPriceArgs(Mode.FULL, List.of("AAPL"), false, null, null), Map.of("AAPL", old), RUN);

        assertThat(plan.wanted().get(0).from()).isEqualTo(WEDNESDAY.minusDays(999));
    }

    @Test
    void named_days_are_taken_as_they_are_as_far_as_they_have_ended() {
        var args = new DailyPriceArgs(
                Mode.SMART, List.of("AAPL"), false, LocalDate.parse("2025-01-01"), LocalDate.parse("2026-12-31"));

        DailyPlan plan = planner.plan(args, Map.of("AAPL", stored("AAPL", WEDNESDAY)), RUN);

        assertThat(plan.wanted())
                .containsExactly(new WantedDays("AAPL", LocalDate.parse("2025-01-01"), WEDNESDAY, false));
    }

    @Test
    void more_days_than_a_call_can_ask_for_are_refused() {
        var args = new DailyPriceArgs(Mode.FULL, List.of("AAPL"), false, LocalDate.parse("1990-01-01"), null);

        assertThatThrownBy(() -> planner.plan(args, Map.of(), RUN))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessage("start: 1990-01-01 is more than 1000 days before 2026-03-04");
    }

    @Test
    void an_unknown_symbol_is_said_and_harms_no_other() {
        DailyPlan plan = planner.plan(smart("AAPL", "NOSUCH"), Map.of(), RUN);

        assertThat(plan.wanted()).extracting(WantedDays::symbol).containsExactly("AAPL");
        assertThat(plan.unknown()).containsEntry("NOSUCH", "there is no instrument NOSUCH");
    }

    private static DailyPriceArgs smart(String... symbols) {
        return new DailyPriceArgs(Mode.SMART, List.of(symbols), false, null, null);
    }

    private static StoredSeries stored(String symbol, LocalDate last) {
        return new StoredSeries(symbol, last.minusYears(1), last, null);
    }
}
