package dev.tickwork.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CadenceTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void the_next_fire_is_not_later_than_what_is_waited_for() {
        var untilOpening = new Cadence(Duration.ofMinutes(5), NOON.plusSeconds(90), "market closed");

        assertThat(untilOpening.bounded(NOON.plusSeconds(300), NOON)).isEqualTo(NOON.plusSeconds(90));
        assertThat(untilOpening.bounded(NOON.plusSeconds(60), NOON)).isEqualTo(NOON.plusSeconds(60));
        assertThat(untilOpening.bounded(NOON.plusSeconds(300), NOON.plusSeconds(90)))
                .isEqualTo(NOON.plusSeconds(300));
    }

    @Test
    void a_period_that_is_not_positive_is_refused() {
        assertThatThrownBy(() -> Cadence.of(Duration.ZERO)).hasMessage("every must be positive but is PT0S");
    }
}
