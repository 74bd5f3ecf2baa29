package dev.tickwork.jobs.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatchUpTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration TWO_WEEKS = Duration.ofDays(14);
    private static final Interval EVERY_5_S = new Interval(Duration.ofSeconds(5), NOON);
    private static final Cron AT_TWO = Cron.of("0 2 * * *", "Europe/London");

    static Stream<MisfirePolicy> policies() {
        return Stream.of(MisfirePolicy.SKIP, MisfirePolicy.ONE, new MisfirePolicy.All(Duration.ofHours(1), 10));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void a_fire_taken_up_in_time_runs(MisfirePolicy policy) {
        var catchUp = CatchUp.of(policy, EVERY_5_S, NOON, NOON.plusMillis(20));

        assertThat(catchUp).isEqualTo(new CatchUp(Stream.of(NOON).toList(), 0, NOON.plusSeconds(5)));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void a_fire_of_the_future_waits(MisfirePolicy policy) {
        var catchUp = CatchUp.of(policy, EVERY_5_S, NOON, NOON.minusMillis(1));

        assertThat(catchUp).isEqualTo(new CatchUp(Stream.<Instant>of().toList(), 0, NOON));
    }

    @Test
    void two_weeks_of_seconds_become_one_run() {
        Instant back = NOON.plus(TWO_WEEKS).plusSeconds(3);

        var catchUp = CatchUp.of(MisfirePolicy.ONE, EVERY_5_S, NOON, back);

        assertThat(catchUp.run()).containsExactly(NOON.plus(TWO_WEEKS));
        assertThat(catchUp.missed()).isEqualTo(241_920);
        assertThat(catchUp.next()).isEqualTo(NOON.plus(TWO_WEEKS).plusSeconds(5));
    }

    @Test
    void what_was_missed_is_skipped_but_not_the_fire_that_is_in_time() {
        Instant back = NOON.plus(Duration.ofDays(2));

        var late = CatchUp.of(MisfirePolicy.SKIP, AT_TWO, Instant.parse("2026-03-03T02:00:00Z"), back);
        var inTime = CatchUp.of(
                MisfirePolicy.SKIP,
                AT_TWO,
                Instant.parse("2026-03-03T02:00:00Z"),
                Instant.parse("2026-03-05T02:00:30Z"));

        assertThat(late)
                .isEqualTo(new CatchUp(Stream.<Instant>of().toList(), 2, Instant.parse("2026-03-05T02:00:00Z")));
        assertThat(inTime.run()).containsExactly(Instant.parse("2026-03-05T02:00:00Z"));
        assertThat(inTime.missed()).isEqualTo(2);
    }

    @Test
    void all_means_the_newest_within_the_window() {
        Instant first = Instant.parse("2026-03-03T02:00:00Z");
        Instant back = Instant.parse("2026-03-12T12:00:00Z");

        var all = CatchUp.of(new MisfirePolicy.All(Duration.ofDays(30), 100), AT_TWO, first, back);
        var window = CatchUp.of(new MisfirePolicy.All(Duration.ofDays(3), 100), AT_TWO, first, back);
        var max = CatchUp.of(new MisfirePolicy.All(Duration.ofDays(30), 2), AT_TWO, first, back);

        assertThat(all.run()).hasSize(10).first().isEqualTo(first);
        assertThat(all.missed()).isZero();
        assertThat(window.run())
                .containsExactly(
                        Instant.parse("2026-03-10T02:00:00Z"),
                        Instant.parse("2026-03-11T02:00:00Z"),
                        Instant.parse("2026-03-12T02:00:00Z"));
        assertThat(window.missed()).isEqualTo(7);
        assertThat(max.run())
                .containsExactly(Instant.parse("2026-03-11T02:00:00Z"), Instant.parse("2026-03-12T02:00:00Z"));
        assertThat(max.missed()).isEqualTo(8);
    }

    @Test
    void no_fire_is_enumerated_that_does_not_run() {
        var counting = new Counting(Cron.of("*/5 * * * * *", "Europe/London"));
        Instant back = NOON.plus(Duration.ofDays(365));

        var catchUp = CatchUp.of(new MisfirePolicy.All(Duration.ofDays(400), 10), counting, NOON, back);

        assertThat(catchUp.run()).hasSize(10).last().isEqualTo(back);
        assertThat(catchUp.missed()).isEqualTo(365 * 24 * 720 + 1 - 10);
        assertThat(counting.asked).isLessThan(100);
    }

    @Test
    void a_fire_that_was_put_off_counts_though_no_rule_knows_it() {
        Instant putOff = Instant.parse("2026-03-03T07:31:00Z");

        var catchUp = CatchUp.of(MisfirePolicy.ONE, AT_TWO, putOff, putOff.plusSeconds(1));

        assertThat(catchUp.run()).containsExactly(putOff);
        assertThat(catchUp.next()).isEqualTo(Instant.parse("2026-03-04T02:00:00Z"));
    }

    @Test
    void the_last_fire_of_all_has_no_next() {
        var never = Cron.of("0 0 30 2 *", "UTC");

        assertThat(CatchUp.of(MisfirePolicy.ONE, never, NOON, NOON).next()).isNull();
    }

    @Test
    void a_clock_that_went_back_changes_nothing() {
        Instant next = CatchUp.of(MisfirePolicy.ONE, EVERY_5_S, NOON, NOON.plusSeconds(1))
                .next();

        var wentBack = CatchUp.of(MisfirePolicy.ONE, EVERY_5_S, next, NOON.minusSeconds(3600));

        assertThat(wentBack.run()).isEmpty();
        assertThat(wentBack.next()).isEqualTo(next);
    }

    @Test
    void limits_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> new MisfirePolicy.All(Duration.ZERO, 1))
                .hasMessage("window must be positive but is PT0S");
        assertThatThrownBy(() -> new MisfirePolicy.All(Duration.ofDays(1), 0))
                .hasMessage("max must be 1 to 1000 but is 0");
        assertThatThrownBy(() -> new MisfirePolicy.Skip(Duration.ofSeconds(-1)))
                .hasMessage("inTime must not be negative but is PT-1S");
    }

    /** Counts how often it is asked. */
    private static final class Counting implements FireTimes {
        private final FireTimes times;
        private int asked;

        Counting(FireTimes times) {
            this.times = times;
        }

        @Override
        public Optional<Instant> nextAfter(Instant after) {
            asked++;
            return times.nextAfter(after);
        }

        @Override
        public long countBetween(Instant after, Instant upTo) {
            asked++;
            return times.countBetween(after, upTo);
        }
    }
}
