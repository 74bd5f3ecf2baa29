package dev.tickwork.runtime.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.time.Alarm;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeTimeTest {
    private static final Instant MOMENT = Instant.parse("2013-11-01T00:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final NodeTime time = new NodeTime(vertx);

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void alarms_go_off_in_their_order() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        var all = new CountDownLatch(3);

        ignore(time.wakeAfter(Duration.ofMillis(60), () -> hear(heard, "late", all)));
        ignore(time.wakeAfter(Duration.ofMillis(20), () -> hear(heard, "early", all)));
        ignore(time.wakeAt(time.now().minusSeconds(5), () -> hear(heard, "overdue", all)));

        assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).containsExactly("overdue", "early", "late");
    }

    @Test
    void the_ends_of_time_are_moments_like_others() throws Exception {
        var rung = new CountDownLatch(1);
        var never = new AtomicBoolean();

        Alarm endOfTime = time.wakeAt(Instant.MAX, () -> never.set(true));
        ignore(time.wakeAt(Instant.MIN, rung::countDown));

        assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
        endOfTime.cancel();
        assertThat(never).isFalse();
    }

    @Test
    void an_alarm_never_goes_off_before_its_moment() throws Exception {
        var rung = new CountDownLatch(1);
        Instant due = time.now().plusMillis(50);
        var early = new AtomicBoolean();

        ignore(time.wakeAt(due, () -> {
            early.set(time.now().isBefore(due));
            rung.countDown();
        }));

        assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(early).isFalse();
    }

    @Test
    void a_cancelled_alarm_stays_silent() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        var other = new CountDownLatch(1);

        Alarm alarm = time.wakeAfter(Duration.ofMillis(20), () -> heard.add("cancelled"));
        ignore(time.wakeAfter(Duration.ofMillis(40), () -> hear(heard, "other", other)));
        alarm.cancel();

        assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).containsExactly("other");
    }

    @Test
    void an_alarm_that_fails_harms_no_other() throws Exception {
        var rung = new CountDownLatch(1);

        ignore(time.wakeAfter(Duration.ofMillis(10), () -> {
            throw new IllegalStateException("broken on purpose");
        }));
        ignore(time.wakeAfter(Duration.ofMillis(20), rung::countDown));

        assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_moved_clock_rings_what_it_has_passed() throws Exception {
        var rung = new CountDownLatch(1);
        ignore(time.wakeAt(time.now().plus(Duration.ofDays(400)), rung::countDown));

        time.show(new MovedClock(
                new ClockSpec(time.now().plus(Duration.ofDays(500)), BigDecimal.ONE),
                time.trueClock().instant()));

        assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_fast_clock_rings_sooner() throws Exception {
        time.show(new MovedClock(
                ClockSpec.parse("2013-11-01T00:00Z*3600"), time.trueClock().instant()));
        var rung = new CountDownLatch(1);

        ignore(time.wakeAt(MOMENT.plus(Duration.ofHours(1)), rung::countDown));

        assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(time.now()).isAfterOrEqualTo(MOMENT.plus(Duration.ofHours(1)));
    }

    @Test
    void a_fast_clock_gets_further_in_the_same_time() {
        time.show(new MovedClock(
                ClockSpec.parse("2013-11-01T00:00Z*60"), time.trueClock().instant()));

        assertThat(time.shownIn(Duration.ofSeconds(5))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whoever_wants_to_know_is_told_that_the_clock_was_moved() {
        var told = new AtomicBoolean();
        time.onMoved(() -> told.set(true));

        time.show(new MovedClock(
                ClockSpec.parse("2013-11-01T00:00Z"), time.trueClock().instant()));

        assertThat(told).isTrue();
    }

    private static void hear(List<String> heard, String what, CountDownLatch all) {
        heard.add(what);
        all.countDown();
    }

    private static void ignore(Alarm alarm) {
        assertThat(alarm).isNotNull();
    }
}
