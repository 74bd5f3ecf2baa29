package dev.tickwork.candleingest.stream;

import static dev.tickwork.candleingest.stream.Heard.minute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.candles.Span;
import org.junit.jupiter.api.Test;

class LostTest {
    @Test
    void stretches_that_touch_are_one_and_others_stay_apart() {
        Lost lost = Lost.NOTHING
                .and(minutes(10, 12))
                .and(minutes(0, 3))
                .and(minutes(12, 15))
                .and(minutes(1, 2));

        assertThat(lost.spans()).containsExactly(minutes(0, 3), minutes(10, 15));
        assertThat(lost.butFirst().first()).isEqualTo(minutes(10, 15));
    }

    private static Span minutes(int from, int until) {
        return new Span(minute(from), minute(until));
    }
}
