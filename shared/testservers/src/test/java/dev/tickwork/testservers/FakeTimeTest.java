package dev.tickwork.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.time.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FakeTimeTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final FakeTime time = new FakeTime(NOON);
    private final List<Object> heard = new CopyOnWriteArrayList<>();

    @Test
    void stands_still_until_it_is_moved() {
        assertThat(time.now()).isEqualTo(NOON);

        time.advance(Duration.ofSeconds(5));

        assertThat(time.now()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void runs_due_alarms_in_the_order_of_their_moments() {
        wakeAfter(Duration.ofSeconds(2), () -> heard.add("second"));
        wakeAfter(Duration.ofSeconds(1), () -> heard.add("first"));
        wakeAfter(Duration.ofSeconds(2), () -> heard.add("third"));
        wakeAfter(Duration.ofSeconds(3), () -> heard.add("not yet"));

        time.advance(Duration.ofSeconds(2));

        assertThat(heard).containsExactly("first", "second", "third");
        assertThat(time.nextAlarm()).hasValue(NOON.plusSeconds(3));
    }

    @Test
    void shows_each_alarm_its_own_moment() {
        wakeAfter(Duration.ofSeconds(1), () -> heard.add(time.now()));

        time.advance(Duration.ofMinutes(1));

        assertThat(heard).containsExactly(NOON.plusSeconds(1));
        assertThat(time.now()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void runs_what_an_alarm_arms_for_later_on_the_way() {
        wakeAfter(Duration.ofSeconds(1), this::tick);

        time.advance(Duration.ofSeconds(3));

        assertThat(heard).containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(2), NOON.plusSeconds(3));
    }

    @Test
    void runs_an_alarm_in_the_past_at_once() throws Exception {
        var woken = new CompletableFuture<Instant>();

        wakeAfter(Duration.ofSeconds(-1), () -> woken.complete(time.now()));

        assertThat(woken.get(5, TimeUnit.SECONDS)).isEqualTo(NOON);
    }

    @Test
    void does_not_run_a_cancelled_alarm() {
        Alarm alarm = time.wakeAfter(Duration.ofSeconds(1), () -> heard.add("cancelled"));

        alarm.cancel();
        time.advance(Duration.ofSeconds(1));

        assertThat(heard).isEmpty();
        assertThat(time.nextAlarm()).isEmpty();
    }

    @Test
    void goes_on_after_an_alarm_that_throws() {
        wakeAfter(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("for the test");
        });
        wakeAfter(Duration.ofSeconds(2), () -> heard.add("next"));

        time.advance(Duration.ofSeconds(2));

        assertThat(heard).containsExactly("next");
    }

    @Test
    void lets_an_alarm_move_the_clock() {
        wakeAfter(Duration.ofSeconds(1), () -> time.advance(Duration.ofSeconds(1)));
        wakeAfter(Duration.ofSeconds(2), () -> heard.add("on the way"));

        time.advance(Duration.ofSeconds(1));

        assertThat(heard).containsExactly("on the way");
    }

    private void tick() {
        heard.add(time.now());
        wakeAfter(Duration.ofSeconds(1), this::tick);
    }

    private void wakeAfter(Duration delay, Runnable wake) {
        var unused = time.wakeAfter(delay, wake);
    }
}
