package dev.tickwork.candleingest.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.intake.Candles;
import dev.tickwork.domain.World;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.testservers.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CandlePushTest {
    private static final Instant NOW = Candles.NOON.plusSeconds(1800);

    private final FakeTime time = new FakeTime(NOW);
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final CandlePush push = new CandlePush(new ListedOutlet(shown), time, World.SIMULATED);

    @Test
    void the_first_is_shown_at_once_and_of_those_that_follow_the_newest() {
        for (int i = 0; i < 10; i++) {
            push.show(seen(0, "10" + i, i));
        }
        var atOnce = List.copyOf(shown);
        time.advance(Duration.ofMillis(250));

        assertThat(atOnce).containsExactly("newest 100");
        assertThat(shown).containsExactly("newest 100", "newest 109");
    }

    @Test
    void there_are_at_most_four_a_second() {
        for (int i = 0; i < 100; i++) {
            push.show(seen(0, "1", i));
            time.advance(Duration.ofMillis(10));
        }

        assertThat(shown).hasSizeBetween(4, 5);
    }

    @Test
    void an_older_candle_does_not_replace_a_newer_one() {
        push.show(seen(0, "100", 5));
        push.show(seen(0, "99", 4));
        push.show(seen(-1, "98", 6));
        time.advance(Duration.ofSeconds(1));

        assertThat(shown).containsExactly("newest 100");
    }

    @Test
    void the_past_is_not_shown_but_corrected() {
        push.show(seen(-2, "100", 0));
        push.correct(seen(-2, "101", 0));
        push.correct(seen(-1, "102", 0));

        assertThat(shown).containsExactly("corrected 101", "newest 102");
    }

    @Test
    void the_last_word_on_a_candle_is_pushed_once_though_the_next_one_was_shown() {
        push.show(seen(-1, "100", 0));
        push.show(seen(0, "200", 1));
        push.show(seen(-1, "101", 2));
        time.advance(Duration.ofSeconds(3));

        push.showStored(over(-1, "101", 2));
        push.showStored(seen(0, "200", 1));
        time.advance(Duration.ofSeconds(3));

        assertThat(shown).containsExactly("newest 100", "newest 200", "corrected 101", "newest 200");
    }

    @Test
    void the_last_word_on_a_candle_that_waited_when_the_next_one_came_is_pushed_too() {
        push.show(seen(-1, "100", 0));
        push.showStored(over(-1, "101", 1));
        push.show(seen(0, "200", 2));
        time.advance(Duration.ofSeconds(1));

        assertThat(shown).containsExactly("newest 100", "corrected 101", "newest 200");
    }

    @Test
    void a_candle_that_is_restated_while_the_next_one_forms_is_corrected() {
        push.show(seen(0, "200", 0));

        push.correct(over(-1, "101", 1));

        assertThat(shown).containsExactly("newest 200", "corrected 101");
    }

    private static Observation seen(int hours, String price, int millis) {
        return seen(hours, price, millis, false);
    }

    private static Observation over(int hours, String price, int millis) {
        return seen(hours, price, millis, true);
    }

    private static Observation seen(int hours, String price, int millis, boolean isFinal) {
        return new Observation(
                Candles.HOURS,
                Candles.candle(Timeframe.H1.plus(Candles.NOON, hours), price),
                isFinal,
                NOW.plusMillis(millis));
    }
}
