package dev.tickwork.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.testservers.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClaimSizeTest {
    private final FakeTime time = new FakeTime(Scene.NOON);
    private final ClaimSize size = new ClaimSize(time);

    @Test
    void what_is_over_in_no_time_is_taken_ahead() {
        size.begun(Duration.ofMillis(199));
        int first = size.ahead();
        size.begun(Duration.ofMillis(199));
        int second = size.ahead();
        size.begun(Duration.ofMillis(200));

        assertThat(first).isEqualTo(32);
        assertThat(second).isEqualTo(64);
        assertThat(size.ahead()).isEqualTo(32);
    }

    @Test
    void on_a_clock_that_runs_faster_no_time_is_as_long_in_truth() {
        time.runs(60);

        size.begun(Duration.ofSeconds(11));

        assertThat(size.ahead()).isEqualTo(32);
    }
}
