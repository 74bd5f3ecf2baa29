package dev.tickwork.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ActivityTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void a_week_takes_a_week() {
        assertThat(passed(Activity.BANKS, MONDAY, Duration.ofDays(7))).isCloseTo(604_800, within(0.001));
        assertThat(passed(Activity.COINS, MONDAY, Duration.ofDays(7))).isCloseTo(604_800, within(0.001));
    }

    @Test
    void banks_nearly_stand_still_at_the_weekend_and_coins_do_not() {
        Instant saturday = Instant.parse("2026-03-07T00:00:00Z");

        assertThat(passed(Activity.BANKS, saturday, Duration.ofDays(1))).isLessThan(0.12 * 86_400);
        assertThat(passed(Activity.COINS, saturday, Duration.ofDays(1))).isGreaterThan(0.8 * 86_400);
    }

    @Test
    void the_overlap_of_london_and_new_york_is_busier_than_the_night() {
        double overlap = passed(Activity.BANKS, MONDAY.plus(Duration.ofHours(14)), Duration.ofHours(1));
        double night = passed(Activity.BANKS, MONDAY.plus(Duration.ofHours(4)), Duration.ofHours(1));

        assertThat(overlap / night).isCloseTo(4.2, within(0.001));
    }

    @Test
    void never_goes_back() {
        double before = Activity.BANKS.elapsed(MONDAY);
        for (int minute = 1; minute < 3 * 7 * 24 * 60; minute++) {
            double now = Activity.BANKS.elapsed(MONDAY.plusSeconds(60L * minute));
            assertThat(now).as("minute %s", minute).isGreaterThan(before);
            before = now;
        }
    }

    private static double passed(Activity activity, Instant from, Duration duration) {
        return activity.elapsed(from.plus(duration)) - activity.elapsed(from);
    }
}
