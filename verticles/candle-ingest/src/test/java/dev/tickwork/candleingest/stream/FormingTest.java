package dev.tickwork.candleingest.stream;

import static dev.tickwork.candleingest.stream.Heard.BTC;
import static dev.tickwork.candleingest.stream.Heard.ETH;
import static dev.tickwork.candleingest.stream.Heard.NOON;
import static dev.tickwork.candleingest.stream.Heard.candle;
import static dev.tickwork.candleingest.stream.Heard.minute;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.testservers.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormingTest {
    private final Forming forming = new Forming(Duration.ofSeconds(30), Duration.ofSeconds(20), new FakeTime(NOON));

    @Test
    void a_candle_is_over_a_moment_after_a_newer_one_came() {
        Observation first = told(BTC, candle(0, 1), minute(0));
        Observation second = told(BTC, candle(1, 2), minute(1));

        assertThat(first).isEqualTo(new Observation(BTC, candle(0, 1), false, minute(0)));
        assertThat(second).isEqualTo(new Observation(BTC, candle(1, 2), false, minute(1)));
        assertThat(forming.over(minute(1).plusSeconds(2))).isEmpty();
        assertThat(forming.over(minute(1).plusSeconds(3)))
                .containsExactly(new Observation(BTC, candle(0, 1), true, minute(1)));
        assertThat(forming.over(minute(1).plusSeconds(9))).isEmpty();
    }

    @Test
    void the_last_word_on_a_candle_comes_after_the_first_on_the_next() {
        told(BTC, candle(0, 1), minute(0));
        told(BTC, candle(1, 2), minute(1));

        Observation last = told(BTC, candle(0, 9), minute(1).plusMillis(1));

        assertThat(last.isFinal()).isFalse();
        assertThat(forming.over(minute(1).plusSeconds(3)))
                .containsExactly(
                        new Observation(BTC, candle(0, 9), true, minute(1).plusMillis(1)));
    }

    @Test
    void a_candle_after_which_nothing_comes_is_over_with_its_grace() {
        told(BTC, candle(0, 1), minute(0));

        assertThat(forming.over(minute(1).plusSeconds(29))).isEmpty();
        assertThat(forming.over(minute(1).plusSeconds(30)))
                .containsExactly(new Observation(BTC, candle(0, 1), true, minute(1)));
        assertThat(forming.over(minute(2))).isEmpty();
    }

    @Test
    void a_candle_after_which_nothing_comes_is_not_over_before_a_silence_would_be_noticed() {
        var time = FakeTime.at("2026-03-02T12:00:00Z");
        time.runs(60);
        var fast = new Forming(Duration.ofSeconds(30), Duration.ofSeconds(20), time);
        var unused = fast.seen(BTC, candle(0, 1), minute(0));

        assertThat(fast.over(minute(1).plus(Duration.ofSeconds(60 * 20 - 1)))).isEmpty();
        assertThat(fast.over(minute(1).plus(Duration.ofSeconds(60 * 20)))).hasSize(1);
    }

    @Test
    void nobody_knows_before_its_end_that_a_candle_is_over() {
        told(BTC, candle(0, 1), minute(0).plusSeconds(10));

        List<Observation> over = forming.over(minute(1).plusSeconds(30));

        assertThat(over).extracting(Observation::seenAt).containsExactly(minute(1));
    }

    @Test
    void a_late_update_of_an_older_candle_is_final() {
        told(BTC, candle(1, 2), minute(1));

        assertThat(told(BTC, candle(0, 9), minute(1).plusSeconds(2)))
                .isEqualTo(new Observation(BTC, candle(0, 9), true, minute(1).plusSeconds(2)));
    }

    @Test
    void of_what_is_told_at_once_all_but_the_last_two_are_over() {
        List<Observation> seen = forming.seen(
                BTC,
                List.of(candle(0, 1), candle(2, 1), candle(3, 1)),
                minute(3).plusSeconds(5));

        assertThat(seen).extracting(Observation::isFinal).containsExactly(true, false, false);
        assertThat(forming.over(minute(3).plusSeconds(8)))
                .containsExactly(
                        new Observation(BTC, candle(2, 1), true, minute(3).plusSeconds(5)));
    }

    @Test
    void what_was_not_heard_to_its_end_is_not_taken_for_over() {
        told(BTC, candle(0, 1), minute(0));
        told(BTC, candle(1, 1), minute(1));
        told(ETH, candle(0, 1), minute(0));

        Optional<Instant> oldest = forming.forget(BTC);

        assertThat(oldest).contains(minute(0));
        assertThat(forming.forget(BTC)).isEmpty();
        assertThat(forming.over(minute(5))).extracting(Observation::series).containsExactly(ETH);
    }

    @CanIgnoreReturnValue
    private Observation told(Series series, Candle candle, Instant at) {
        return forming.seen(series, candle, at);
    }
}
