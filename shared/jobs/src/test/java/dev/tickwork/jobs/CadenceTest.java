package dev.tickwork.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CadenceTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Cadence EVERY_5_S = Cadence.of(Duration.ofSeconds(5));

    @Test
    void the_next_fire_is_one_period_after_the_last() {
        assertThat(EVERY_5_S.nextAfter(NOON, NOON)).isEqualTo(NOON.plusSeconds(5));
        assertThat(EVERY_5_S.nextAfter(NOON, NOON.plusMillis(20))).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void a_late_fire_stays_on_its_grid() {
        assertThat(EVERY_5_S.nextAfter(NOON, NOON.plusMillis(7300))).isEqualTo(NOON.plusSeconds(10));
        assertThat(EVERY_5_S.nextAfter(NOON, NOON.plusSeconds(10))).isEqualTo(NOON.plusSeconds(15));
    }

    @Test
    void it_is_always_in_the_future_whatever_was_missed() {
        Instant twoWeeksLater = NOON.plus(Duration.ofDays(14)).plusSeconds(3);

        assertThat(EVERY_5_S.nextAfter(NOON, twoWeeksLater))
                .isEqualTo(NOON.plus(Duration.ofDays(14)).plusSeconds(5));
    }

    @Test
    void a_fire_of_the_future_is_followed_by_the_next_of_its_grid() {
        assertThat(EVERY_5_S.nextAfter(NOON.plusSeconds(60), NOON)).isEqualTo(NOON.plusSeconds(65));
    }

    @Test
    void it_is_not_later_than_what_is_waited_for() {
        var untilOpening = new Cadence(Duration.ofMinutes(5), NOON.plusSeconds(90), "market closed");

        assertThat(untilOpening.nextAfter(NOON, NOON)).isEqualTo(NOON.plusSeconds(90));
        assertThat(untilOpening.nextAfter(NOON, NOON.plusSeconds(90))).isEqualTo(NOON.plusSeconds(300));
    }

    @Test
    void a_period_that_is_not_positive_is_refused() {
        assertThatThrownBy(() -> Cadence.of(Duration.ZERO)).hasMessage("every must be positive but is PT0S");
    }
}
