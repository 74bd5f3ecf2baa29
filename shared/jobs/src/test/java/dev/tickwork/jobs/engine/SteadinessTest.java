package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.testservers.FakeTime;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With a sign of life every 5 s, and whoever gives none for 15 s counting as gone. */
class SteadinessTest {
    private final FakeTime time = new FakeTime(NOON);
    private final Steadiness steadiness = new Steadiness(time, EngineSettings.DEFAULT);

    @Test
    void who_begins_waits_until_all_had_the_time_to_beat() {
        heardAt(0, 5, 10);

        assertThat(steadiness.silentSince(at(10))).isEmpty();
        assertThat(steadiness.silentSince(at(15))).contains(at(0));
    }

    @Test
    void a_beat_that_comes_a_little_late_misses_nothing() {
        heardAt(0, 5, 10, 15, 20);

        assertThat(steadiness.silentSince(at(27))).contains(at(12));
    }

    @Test
    void what_it_missed_itself_counts_as_nobodys_silence() {
        heardAt(0, 5, 10, 15, 20, 30);

        assertThat(steadiness.silentSince(at(30))).contains(at(5));
        assertThat(steadiness.silentSince(at(35))).contains(at(10));
    }

    @Test
    void who_misses_every_third_beat_judges_later_and_not_never() {
        heardAt(0, 5, 15, 20, 30);

        assertThat(steadiness.silentSince(at(30))).isEmpty();
        assertThat(steadiness.silentSince(at(35))).contains(at(0));
    }

    @Test
    void what_it_misses_at_present_counts_as_nobodys_silence() {
        heardAt(0, 5, 10, 15);

        assertThat(steadiness.silentSince(at(25))).contains(at(0));
    }

    @Test
    void who_was_away_for_as_long_as_makes_it_gone_begins_anew() {
        heardAt(0, 5, 10, 15, 30, 35, 40);

        assertThat(steadiness.silentSince(at(40))).isEmpty();
        assertThat(steadiness.silentSince(at(45))).contains(at(30));
    }

    @Test
    void whose_clock_goes_back_begins_anew() {
        heardAt(100, 105, 110, 115, 60, 65);

        assertThat(steadiness.silentSince(at(70))).isEmpty();
        assertThat(steadiness.silentSince(at(59))).isEmpty();
    }

    @Test
    void who_only_ever_misses_never_judges() {
        heardAt(IntStream.range(0, 100).map(beat -> beat * 10).toArray());

        assertThat(steadiness.silentSince(at(1000))).isEmpty();
    }

    @Test
    void on_a_clock_that_runs_faster_all_of_it_takes_as_long_in_truth() {
        time.runs(60);
        heardAt(0, 300, 600, 900);

        assertThat(steadiness.silentSince(at(1200))).contains(at(300));
    }

    private void heardAt(int... seconds) {
        IntStream.of(seconds).forEach(second -> steadiness.heard(at(second)));
    }

    private static Instant at(int seconds) {
        return NOON.plusSeconds(seconds);
    }
}
