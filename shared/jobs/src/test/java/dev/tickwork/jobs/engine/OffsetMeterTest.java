package dev.tickwork.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.testservers.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffsetMeterTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final FakeTime machine = new FakeTime(NOON);
    private final List<Duration> heard = new ArrayList<>();
    private final OffsetMeter meter = new OffsetMeter(machine.asClock(), heard::add);

    @Test
    void postgres_is_taken_to_have_looked_in_the_middle_of_the_round_trip() {
        Instant started = meter.start();
        machine.advance(Duration.ofMillis(200));

        meter.answered(started, NOON.plusMillis(3100));

        assertThat(heard).containsExactly(Duration.ofSeconds(3));
        assertThat(meter.offset()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void a_clock_that_is_behind_has_a_negative_offset() {
        meter.answered(meter.start(), NOON.minusSeconds(1));

        assertThat(heard).containsExactly(Duration.ofSeconds(-1));
    }

    @Test
    void an_answer_that_took_long_tells_nothing() {
        Instant started = meter.start();
        machine.advance(Duration.ofSeconds(2));

        meter.answered(started, NOON.plusSeconds(60));

        assertThat(heard).isEmpty();
        assertThat(meter.offset()).isZero();
    }
}
