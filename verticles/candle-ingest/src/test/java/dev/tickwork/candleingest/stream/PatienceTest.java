package dev.tickwork.candleingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.stream.StreamSettings.Reconnecting;
import dev.tickwork.domain.Fault;
import dev.tickwork.testservers.FakeTime;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final FakeTime time = new FakeTime(Heard.NOON);
    private final Patience patience =
            new Patience(new Reconnecting(Duration.ofSeconds(1), Duration.ofSeconds(60)), time, new Random(1));

    @Test
    void waits_double_up_to_the_longest_and_are_never_all_the_same() {
        assertThat(IntStream.of(1, 2, 3, 7, 40).mapToObj(n -> patience.after(n)))
                .zipSatisfy(List.of(1L, 2L, 4L, 60L, 60L), (wait, most) -> assertThat(wait)
                        .isBetween(Duration.ofMillis(most * 500), Duration.ofSeconds(most)));
        assertThat(patience.after(7)).isNotEqualTo(patience.after(7));
    }

    @Test
    void whoever_was_told_a_moment_waits_for_it() {
        var limited = new Fault.RateLimited("too fast", Heard.minute(3), null);

        assertThat(patience.after(1, limited)).isBetween(Duration.ofMinutes(3), Duration.ofSeconds(181));
    }

    @Test
    void a_switch_that_is_off_is_tried_seldom() {
        assertThat(patience.after(1, new Fault.Disabled("off", null)))
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }
}
