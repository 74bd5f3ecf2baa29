package dev.tickwork.jobs.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.250Z");
    private static final Interval EVERY_5_S = new Interval(Duration.ofSeconds(5), NOON);

    @Test
    void it_stays_on_the_grid_of_its_anchor_after_it_and_before_it() {
        assertThat(EVERY_5_S.nextAfter(NOON.minusNanos(1))).contains(NOON);
        assertThat(EVERY_5_S.nextAfter(NOON)).contains(NOON.plusSeconds(5));
        assertThat(EVERY_5_S.nextAfter(NOON.plusSeconds(1207))).contains(NOON.plusSeconds(1210));
        assertThat(EVERY_5_S.nextAfter(NOON.minusSeconds(7))).contains(NOON.minusSeconds(5));
        assertThat(EVERY_5_S.nextAfter(NOON.minusSeconds(10))).contains(NOON.minusSeconds(5));
    }

    @Test
    void it_counts_without_going_through_them() {
        assertThat(EVERY_5_S.countBetween(NOON, NOON.plus(Duration.ofDays(14)))).isEqualTo(241_920);
        assertThat(EVERY_5_S.countBetween(NOON.minusNanos(1), NOON)).isEqualTo(1);
        assertThat(EVERY_5_S.countBetween(NOON, NOON)).isZero();
        assertThat(EVERY_5_S.countBetween(NOON, NOON.minusSeconds(60))).isZero();
        assertThat(EVERY_5_S.countBetween(NOON.minusSeconds(12), NOON.plusSeconds(12)))
                .isEqualTo(5);
    }

    @Test
    void a_period_that_is_not_positive_is_refused() {
        assertThatThrownBy(() -> new Interval(Duration.ZERO, NOON)).hasMessage("every must be positive but is PT0S");
    }
}
