package dev.tickwork.runtime.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockSpecTest {
    private static final Instant MOMENT = Instant.parse("2013-11-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2013-11-01T00:00Z, 1",
        "2013-11-01T00:00:00Z*60, 60",
        "2013-11-01T01:00+01:00*0.5, 0.5",
        "' 2013-11-01T00:00Z*3600 ', 3600"
    })
    void a_moment_may_have_a_speed(String text, BigDecimal speed) {
        assertThat(ClockSpec.parse(text)).isEqualTo(new ClockSpec(MOMENT, speed));
    }

    @Test
    void real_is_the_true_time() {
        assertThat(ClockSpec.parse("real").isReal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2013-11-01",
                "2013-11-01T00:00",
                "real*2",
                "2013-11-01T00:00Z*",
                "2013-11-01T00:00Z*-1"
            })
    void anything_else_is_refused_with_an_example(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClockSpec.parse(text))
                .withMessageContaining("2013-11-01T00:00Z*60");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2013-11-01T00:00Z*0", "2013-11-01T00:00Z*0.05", "2013-11-01T00:00Z*3601"})
    void a_clock_neither_stands_still_nor_races(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClockSpec.parse(text))
                .withMessageContaining("is not between 0.1 and 3600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"real", "2013-11-01T00:00:00Z", "2013-11-01T00:00:00Z*60"})
    void its_text_reads_back_as_the_same(String text) {
        assertThat(ClockSpec.parse(text)).hasToString(text);
    }

    @Test
    void a_moved_clock_runs_from_the_true_time_at_which_it_was_set() {
        Instant setAt = Instant.parse("2026-03-02T12:00:00Z");
        var moved = new MovedClock(ClockSpec.parse("2013-11-01T00:00Z*60"), setAt);

        assertThat(moved.shown(setAt.plusSeconds(2))).isEqualTo(MOMENT.plusSeconds(120));
        assertThat(moved.trueLength(Duration.ofSeconds(90))).isEqualTo(Duration.ofMillis(1500));
        assertThat(moved.trueLength(Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(1));
    }
}
