package dev.tickwork.jobs.cron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.cron.DstMark.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule of Debian's cron: a fixed time runs once, a cadence keeps its pace. */
class ClockChangesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Europe/London       | 30 1 * * *       | 2026-03-28T12:00Z | 2026-03-29T01:00Z | 2026-03-30T00:30Z
            America/New_York    | 30 2 * * *       | 2026-03-07T12:00Z | 2026-03-08T07:00Z | 2026-03-09T06:30Z
            America/New_York    | 0,15 30 2 * * *   | 2026-03-07T12:00Z | 2026-03-08T07:00Z | 2026-03-09T06:30Z
            America/New_York    | 0,20,40 2 * * *  | 2026-03-07T12:00Z | 2026-03-08T07:00Z | 2026-03-09T06:00Z
            America/New_York    | 0 2,3 * * *      | 2026-03-07T12:00Z | 2026-03-08T07:00Z | 2026-03-09T06:00Z
            Australia/Lord_Howe | 15 2 * * *       | 2026-10-03T12:00Z | 2026-10-03T15:30Z | 2026-10-04T15:15Z
            Asia/Kolkata        | 30 2 * * *       | 2026-03-28T12:00Z | 2026-03-28T21:00Z | 2026-03-29T21:00Z
            UTC                 | 30 2 * * *       | 2026-03-28T12:00Z | 2026-03-29T02:30Z | 2026-03-30T02:30Z
            America/Santiago    | 0 0 * * *        | 2026-09-05T12:00Z | 2026-09-06T04:00Z | 2026-09-07T03:00Z
            """)
    void a_fixed_time_in_a_gap_runs_once_right_after_it(
            String zone, String expression, String from, String first, String second) {
        assertThat(fires(zone, expression.strip(), from, 2)).containsExactly(first, second);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Europe/London       | 30 1 * * *       | 2026-10-24T12:00Z | 2026-10-25T00:30Z | 2026-10-26T01:30Z
            Europe/London       | 0 1 * * *        | 2026-10-24T12:00Z | 2026-10-25T00:00Z | 2026-10-26T01:00Z
            Europe/London       | 0 2 * * *        | 2026-10-24T12:00Z | 2026-10-25T02:00Z | 2026-10-26T02:00Z
            America/New_York    | 30 1 * * *       | 2026-10-31T12:00Z | 2026-11-01T05:30Z | 2026-11-02T06:30Z
            America/New_York    | 0,30 1 * * *     | 2026-10-31T12:00Z | 2026-11-01T05:00Z | 2026-11-01T05:30Z
            America/New_York    | 0,30 1 * * *     | 2026-11-01T05:30Z | 2026-11-02T06:00Z | 2026-11-02T06:30Z
            America/New_York    | 30 1,2 * * *     | 2026-11-01T06:10Z | 2026-11-01T07:30Z | 2026-11-02T06:30Z
            Australia/Lord_Howe | 45 1 * * *       | 2026-04-04T12:00Z | 2026-04-04T14:45Z | 2026-04-05T15:15Z
            Asia/Kolkata        | 30 1 * * *       | 2026-10-24T12:00Z | 2026-10-24T20:00Z | 2026-10-25T20:00Z
            """)
    void a_fixed_time_in_an_overlap_runs_once_at_the_first(
            String zone, String expression, String from, String first, String second) {
        assertThat(fires(zone, expression, from, 2)).containsExactly(first, second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"})
    void every_quarter_of_an_hour_stays_that_all_year(String zone) {
        var start = Instant.parse("2026-01-01T00:00:00Z");
        var cron = Cron.of("*/15 * * * *", zone);

        List<Instant> fires = Stream.iterate(start, at -> cron.nextAfter(at).orElseThrow())
                .limit(366 * 96)
                .toList();

        assertThat(fires.get(fires.size() - 1)).isEqualTo(start.plus(Duration.ofMinutes(15L * (366 * 96 - 1))));
        assertThat(cron.countBetween(start, start.plus(Duration.ofDays(365)))).isEqualTo(365 * 96);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/London", "America/New_York", "Asia/Kolkata", "UTC"})
    void every_hour_is_every_real_hour(String zone) {
        var start = Instant.parse("2026-01-01T00:30:00Z");
        var cron = Cron.of(zone.equals("Asia/Kolkata") ? "0 * * * *" : "30 * * * *", zone);

        List<FireTime> fires = cron.preview(start, 1000);

        assertThat(fires.get(999).at()).isEqualTo(start.plus(Duration.ofHours(1000)));
        assertThat(cron.countBetween(start, start.plus(Duration.ofDays(365)))).isEqualTo(365 * 24);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            America/New_York    | */20 2 * * *     | 2026-03-07T12:00Z | 2026-03-09T06:00Z | 2026-03-09T06:20Z
            America/New_York    | 30 */2 * * *     | 2026-03-08T05:30Z | 2026-03-08T08:30Z | 2026-03-08T10:30Z
            America/New_York    | */30 1 * * *     | 2026-11-01T05:00Z | 2026-11-01T05:30Z | 2026-11-01T06:00Z
            America/New_York    | 30 * * * *       | 2026-11-01T05:00Z | 2026-11-01T05:30Z | 2026-11-01T06:30Z
            Australia/Lord_Howe | 10 * * * *       | 2026-10-03T15:00Z | 2026-10-03T16:10Z | 2026-10-03T17:10Z
            Australia/Lord_Howe | 45 * * * *       | 2026-04-04T14:00Z | 2026-04-04T14:45Z | 2026-04-04T15:15Z
            """)
    void a_cadence_has_nothing_extra_for_a_gap_and_runs_through_an_overlap_twice(
            String zone, String expression, String from, String first, String second) {
        assertThat(fires(zone, expression, from, 2)).containsExactly(first, second);
    }

    @Test
    void a_day_that_a_zone_left_out_gives_one_fire_for_a_fixed_time_and_none_for_a_cadence() {
        assertThat(fires("Pacific/Apia", "0 2 * * *", "2011-12-29T00:00Z", 4))
                .containsExactly("2011-12-29T12:00Z", "2011-12-30T10:00Z", "2011-12-30T12:00Z", "2011-12-31T12:00Z");
        assertThat(fires("Pacific/Apia", "0 0 * * *", "2011-12-29T12:00Z", 2))
                .containsExactly("2011-12-30T10:00Z", "2011-12-31T10:00Z");
        assertThat(fires("Pacific/Apia", "0 */12 * * *", "2011-12-29T12:00Z", 3))
                .containsExactly("2011-12-29T22:00Z", "2011-12-30T10:00Z", "2011-12-30T22:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0,20,40 2 * * *   | 2026-03-07T12:00Z | 2026-03-08T12:00Z | 1
            0,20,40 2 * * *   | 2026-03-07T12:00Z | 2026-03-08T06:59Z | 0
            0,20,40 2 * * *   | 2026-03-08T07:00Z | 2026-03-08T12:00Z | 0
            0,20,40 2,3 * * * | 2026-03-07T12:00Z | 2026-03-08T12:00Z | 3
            */20 2,3 * * *    | 2026-03-07T12:00Z | 2026-03-08T12:00Z | 3
            0,20,40 1 * * *   | 2026-10-31T12:00Z | 2026-11-01T12:00Z | 3
            0,20,40 1 * * *   | 2026-10-31T12:00Z | 2026-11-01T06:10Z | 3
            0,20,40 1 * * *   | 2026-11-01T06:10Z | 2026-11-01T12:00Z | 0
            */20 1 * * *      | 2026-10-31T12:00Z | 2026-11-01T12:00Z | 6
            */20 1 * * *      | 2026-11-01T06:10Z | 2026-11-01T12:00Z | 2
            """)
    void fires_are_counted_by_the_same_rule(String expression, String after, String upTo, long count) {
        assertThat(Cron.of(expression, "America/New_York").countBetween(instant(after), instant(upTo)))
                .isEqualTo(count);
    }

    @Test
    void what_a_change_does_to_a_fire_is_said() {
        assertMark("30 2 * * *", "2026-03-07T12:00Z", Kind.MOVED, """
                2026-03-08 02:30 does not exist, the clocks go from 2026-03-08 02:00 to 03:00; runs once, here""");
        assertMark("30 1 * * *", "2026-10-31T12:00Z", Kind.ONCE_OF_TWO, """
                2026-11-01 01:30 comes twice, the clocks go from 2026-11-01 02:00 to 01:00; runs once, at the first""");
        assertMark("30 * * * *", "2026-03-08T06:30Z", Kind.SKIPPED, """
                2026-03-08 02:30 does not exist, the clocks go from 2026-03-08 02:00 to 03:00; left out, goes on here""");
        assertMark("*/30 2 * * *", "2026-03-07T12:00Z", Kind.SKIPPED, """
                2026-03-08 02:00 does not exist, the clocks go from 2026-03-08 02:00 to 03:00; left out, goes on here""");
        assertMark("30 * * * *", "2026-11-01T05:00Z", Kind.REPEATED, """
                2026-11-01 01:30 comes twice, the clocks go from 2026-11-01 02:00 to 01:00; runs both times, this is \
                the first""");
        assertMark("30 * * * *", "2026-11-01T06:00Z", Kind.REPEATED, """
                2026-11-01 01:30 comes twice, the clocks go from 2026-11-01 02:00 to 01:00; runs both times, this is \
                the second""");
        assertMark("0 9 * * *", "2026-03-08T12:00Z", Kind.DAY_OF_CHANGE, """
                the clocks go from 2026-03-08 02:00 to 03:00""");
        assertMark("0 0 * * *", "2026-03-08T04:00Z", Kind.DAY_OF_CHANGE, """
                the clocks go from 2026-03-08 02:00 to 03:00""");
    }

    @Test
    void only_the_fires_that_a_change_touches_are_marked() {
        List<FireTime> fires = Cron.of("30 2 * * *", "America/New_York").preview(instant("2026-03-06T12:00Z"), 4);

        assertThat(fires)
                .extracting(fire -> fire.mark() == null ? null : fire.mark().kind())
                .containsExactly(null, Kind.MOVED, null, null);
        assertThat(fires)
                .extracting(fire -> fire.local().toString())
                .containsExactly("2026-03-07T02:30", "2026-03-08T03:00", "2026-03-09T02:30", "2026-03-10T02:30");
        assertThat(fires)
                .extracting(fire -> fire.offset().toString())
                .containsExactly("-05:00", "-04:00", "-04:00", "-04:00");
    }

    private static void assertMark(String expression, String from, Kind kind, String words) {
        FireTime next = Cron.of(expression, "America/New_York")
                .preview(instant(from), 1)
                .get(0);

        assertThat(next.mark()).isEqualTo(new DstMark(kind, words));
    }

    private static List<String> fires(String zone, String expression, String from, int count) {
        return Cron.of(expression, zone).preview(instant(from), count).stream()
                .map(fire -> fire.at().toString().replace(":00Z", "Z"))
                .toList();
    }

    private static Instant instant(String minute) {
        return Instant.parse(minute.replace("Z", ":00Z"));
    }
}
