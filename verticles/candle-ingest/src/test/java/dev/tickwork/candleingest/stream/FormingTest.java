package dev.tickwork.candleingest.stream;

import static dev.tickwork.candleingest.stream.Heard.BTC;
import static dev.tickwork.candleingest.stream.Heard.ETH;
import static dev.tickwork.candleingest.stream.Heard.candle;
import static dev.tickwork.candleingest.stream.Heard.minute;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormingTest {
    private final Forming forming = new Forming(Duration.ofSeconds(30));

    @Test
    void a_candle_forms_until_a_newer_one_comes() {
        List<Observation> first = told(BTC, candle(0, 1), minute(0));

        List<Observation> second = told(BTC, candle(1, 2), minute(1));

        assertThat(first).containsExactly(new Observation(BTC, candle(0, 1), false, minute(0)));
        assertThat(second)
                .containsExactly(
                        new Observation(BTC, candle(0, 1), true, minute(1)),
                        new Observation(BTC, candle(1, 2), false, minute(1)));
    }

    @Test
    void a_candle_after_which_nothing_comes_is_over_with_its_grace() {
        told(BTC, candle(0, 1), minute(0));

        assertThat(forming.over(minute(1).plusSeconds(29))).isEmpty();
        assertThat(forming.over(minute(1).plusSeconds(30)))
                .containsExactly(
                        new Observation(BTC, candle(0, 1), true, minute(1).plusSeconds(30)));
        assertThat(forming.over(minute(2))).isEmpty();
    }

    @Test
    void a_late_update_of_an_older_candle_is_final() {
        told(BTC, candle(1, 2), minute(1));

        assertThat(told(BTC, candle(0, 9), minute(1).plusSeconds(2)))
                .containsExactly(
                        new Observation(BTC, candle(0, 9), true, minute(1).plusSeconds(2)));
    }

    @Test
    void of_what_is_told_at_once_all_but_the_last_are_over() {
        List<Observation> seen = forming.seen(
                BTC,
                List.of(candle(0, 1), candle(2, 1), candle(3, 1)),
                minute(3).plusSeconds(5));

        assertThat(seen).extracting(Observation::isFinal).containsExactly(true, true, false);
    }

    @Test
    void what_was_not_heard_to_its_end_is_not_taken_for_over() {
        told(BTC, candle(0, 1), minute(0));
        told(ETH, candle(0, 1), minute(0));

        forming.forget(BTC);

        assertThat(forming.over(minute(5))).extracting(Observation::series).containsExactly(ETH);
    }

    @CanIgnoreReturnValue
    private List<Observation> told(Series series, Candle candle, Instant at) {
        return forming.seen(series, candle, at);
    }
}
