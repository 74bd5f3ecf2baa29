package dev.tickwork.pricefetcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.providers.PlanLimits;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CallBudgetTest {
    private static final CallBudget FREE = new CallBudget(new PlanLimits(OptionalLong.of(8), OptionalLong.of(800)));

    @Test
    void the_day_of_the_free_plan_allows_six_symbols_every_650_seconds() {
        Duration interval = FREE.shortestInterval(6);

        assertThat(interval.toSeconds()).isEqualTo(649);
        assertThat(6 * (Duration.ofDays(1).toMillis() / interval.toMillis())).isLessThanOrEqualTo(800);
    }

    @Test
    void a_minute_holds_only_whole_calls() {
        var minuteOnly = new CallBudget(new PlanLimits(OptionalLong.of(8), OptionalLong.empty()));

        assertThat(minuteOnly.shortestInterval(6)).isEqualTo(Duration.ofSeconds(60));
        assertThat(minuteOnly.shortestInterval(4)).isEqualTo(Duration.ofSeconds(30));
        assertThat(minuteOnly.shortestInterval(8)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void an_unlimited_plan_allows_everything() {
        assertThat(CallBudget.UNLIMITED.shortestInterval(120)).isZero();
        assertThat(CallBudget.UNLIMITED.symbolsPerCall(120)).isEqualTo(120);
    }

    @Test
    void a_call_asks_for_no_more_symbols_than_a_minute_pays() {
        assertThat(FREE.symbolsPerCall(6)).isEqualTo(6);
        assertThat(FREE.symbolsPerCall(20)).isEqualTo(8);
    }

    @Test
    void what_others_use_is_taken_off_the_day_but_never_all_of_it() {
        assertThat(FREE.without(400).shortestInterval(8))
                .isEqualTo(Duration.ofDays(1).dividedBy(50));
        assertThat(FREE.without(5_000).shortestInterval(1)).isEqualTo(Duration.ofDays(1));
    }
}
