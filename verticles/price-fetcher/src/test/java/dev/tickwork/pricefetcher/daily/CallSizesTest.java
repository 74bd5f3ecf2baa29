package dev.tickwork.pricefetcher.daily;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.providers.CallLimits;
import dev.tickwork.providers.PlanLimits;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallSizesTest {
    private static final LocalDate TO = LocalDate.parse("2026-03-04");
    private static final CallLimits LIMITS = new CallLimits(120, 5_000, 10_000);

    @Test
    void one_call_takes_as_many_as_the_provider_takes() {
        assertThat(sizes(PlanLimits.NONE, 250, 10)).containsExactly(120, 120, 10);
    }

    @Test
    void an_answer_stays_short_enough_to_read() {
        assertThat(sizes(PlanLimits.NONE, 60, 400)).containsExactly(25, 25, 10);
        assertThat(sizes(PlanLimits.NONE, 3, 5_000)).containsExactly(2, 1);
    }

    @Test
    void a_call_costs_no_more_than_the_plan_leaves_in_a_minute_and_in_a_day() {
        assertThat(sizes(new PlanLimits(OptionalLong.of(2), OptionalLong.of(200)), 5, 10))
                .containsExactly(2, 2, 1);
        assertThat(sizes(new PlanLimits(OptionalLong.empty(), OptionalLong.of(3)), 5, 10))
                .containsExactly(3, 2);
        assertThat(sizes(new PlanLimits(OptionalLong.of(0), OptionalLong.empty()), 2, 10))
                .as("the provider says when")
                .containsExactly(1, 1);
    }

    @Test
    void a_new_symbol_does_not_make_the_answers_of_the_others_long_and_comes_last() {
        var calls = new CallSizes(LIMITS, PlanLimits.NONE)
                .calls(List.of(
                        new WantedDays("AAPL", TO.minusDays(400), TO, true),
                        new WantedDays("MSFT", TO.minusDays(14), TO, false),
                        new WantedDays("EURUSD", TO.minusDays(14), TO.minusDays(1), false)));

        assertThat(calls).extracting(call -> call.symbols().toString()).containsExactly("[EURUSD, MSFT]", "[AAPL]");
        assertThat(calls).extracting(DailyWork::isWhole).containsExactly(false, true);
        assertThat(calls.get(0).question().to()).isEqualTo(TO);
    }

    private static List<Integer> sizes(PlanLimits plan, int symbols, int days) {
        List<WantedDays> wanted = IntStream.range(0, symbols)
                .mapToObj(i -> new WantedDays("S" + i, TO.minusDays(days - 1L), TO, false))
                .toList();
        return new CallSizes(LIMITS, plan)
                .calls(wanted).stream().map(call -> call.symbols().size()).toList();
    }
}
