package dev.tickwork.runtime.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final AtomicLong counter = new AtomicLong(77);
    private final SteadyClock clock = new SteadyClock(NOON, counter::get);

    @Test
    void runs_on_the_counter() {
        pass(Duration.ofSeconds(3));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));
    }

    @Test
    void a_clock_that_is_ahead_runs_at_half_speed_until_it_agrees_and_never_goes_back() {
        clock.steer(Duration.ofMillis(-500));

        assertThat(clock.instant()).isEqualTo(NOON);
        pass(Duration.ofMillis(500));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(250));
        pass(Duration.ofMillis(500));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(500));
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(1500));
    }

    @Test
    void a_clock_that_is_behind_hurries_until_it_agrees() {
        clock.steer(Duration.ofMillis(500));

        pass(Duration.ofMillis(500));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(750));
        pass(Duration.ofMillis(1500));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(2500));
    }

    @Test
    void a_clock_that_is_far_behind_jumps() {
        clock.steer(Duration.ofMinutes(10));

        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
    }

    @Test
    void a_clock_that_is_far_ahead_still_goes_forward() {
        clock.steer(Duration.ofHours(-1));

        pass(Duration.ofMinutes(30));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(15)));
    }

    @Test
    void a_new_measurement_replaces_the_one_before() {
        clock.steer(Duration.ofMillis(500));
        pass(Duration.ofMillis(200));

        clock.steer(Duration.ZERO);
        pass(Duration.ofMillis(1000));

        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(1300));
    }

    private void pass(Duration time) {
        counter.addAndGet(time.toNanos());
    }
}
