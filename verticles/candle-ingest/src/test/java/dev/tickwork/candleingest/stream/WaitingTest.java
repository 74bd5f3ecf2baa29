package dev.tickwork.candleingest.stream;

import static dev.tickwork.candleingest.stream.Heard.BTC;
import static dev.tickwork.candleingest.stream.Heard.candle;
import static dev.tickwork.candleingest.stream.Heard.minute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.candles.Observation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private final Room room = new Room(3);
    private final Waiting waiting = new Waiting(room);

    @Test
    void of_each_candle_only_the_newest_waits() {
        IntStream.range(0, 1000).forEach(price -> added(forming(0, price, price)));

        assertThat(waiting.size()).isEqualTo(1);
        assertThat(waiting.take(10)).containsExactly(forming(0, 999, 999));
    }

    @Test
    void they_leave_in_the_order_in_which_they_came() {
        added(forming(0, 1, 0));
        added(forming(1, 1, 1));
        added(forming(0, 2, 2));

        assertThat(waiting.take(1)).containsExactly(forming(0, 2, 2));
        assertThat(waiting.take(5)).containsExactly(forming(1, 1, 1));
    }

    @Test
    void what_finds_no_room_is_said_and_what_waits_can_still_change() {
        IntStream.range(0, 3).forEach(open -> added(forming(open, 1, open)));

        assertThat(waiting.add(forming(3, 1, 3))).isFalse();
        assertThat(waiting.add(forming(2, 7, 4))).isTrue();
        assertThat(waiting.size()).isEqualTo(3);
    }

    @Test
    void room_is_free_again_when_a_batch_is_stored_and_not_before() {
        IntStream.range(0, 3).forEach(open -> added(forming(open, 1, open)));
        List<Observation> batch = waiting.take(2);
        boolean before = waiting.add(forming(3, 1, 3));

        waiting.stored(batch);

        assertThat(before).isFalse();
        assertThat(waiting.add(forming(3, 1, 3))).isTrue();
        assertThat(room.taken()).isEqualTo(2);
    }

    @Test
    void what_could_not_be_stored_waits_again_unless_it_was_heard_anew() {
        added(forming(0, 1, 0));
        added(forming(1, 1, 1));
        List<Observation> batch = waiting.take(2);
        added(forming(1, 5, 2));

        waiting.again(batch);

        assertThat(waiting.take(5)).containsExactly(forming(0, 1, 0), forming(1, 5, 2));
        waiting.stored(batch);
        assertThat(room.taken()).isZero();
    }

    @Test
    void what_is_over_does_not_form_any_more() {
        var over = new Observation(BTC, candle(0, 3), true, minute(0));
        added(over);

        added(forming(0, 9, 1));

        assertThat(waiting.take(5)).containsExactly(over);
    }

    private void added(Observation seen) {
        assertThat(waiting.add(seen)).isTrue();
    }

    private static Observation forming(int open, int price, int seen) {
        return new Observation(BTC, candle(open, price), false, minute(0).plusSeconds(seen));
    }
}
