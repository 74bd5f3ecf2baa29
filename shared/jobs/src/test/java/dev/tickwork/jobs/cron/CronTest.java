package dev.tickwork.jobs.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
    private static final Instant MONDAY_NOON = Instant.parse("2026-03-02T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */15 * * * *          | 2026-03-02T12:15 | 2026-03-02T12:30 | 2026-03-02T12:45
            0 2 * * *             | 2026-03-03T02:00 | 2026-03-04T02:00 | 2026-03-05T02:00
            0 12 * * *            | 2026-03-03T12:00 | 2026-03-04T12:00 | 2026-03-05T12:00
            0 9,17 * * MON-FRI    | 2026-03-02T17:00 | 2026-03-03T09:00 | 2026-03-03T17:00
            0 5/6 * * *           | 2026-03-02T17:00 | 2026-03-02T23:00 | 2026-03-03T05:00
            0 1-9/4 * * *         | 2026-03-03T01:00 | 2026-03-03T05:00 | 2026-03-03T09:00
            30 6 ? jan,Jun *      | 2026-06-01T06:30 | 2026-06-02T06:30 | 2026-06-03T06:30
            0 0 * * 0             | 2026-03-08T00:00 | 2026-03-15T00:00 | 2026-03-22T00:00
            0 0 * * 7             | 2026-03-08T00:00 | 2026-03-15T00:00 | 2026-03-22T00:00
            0 0 * * FRI-SUN       | 2026-03-06T00:00 | 2026-03-07T00:00 | 2026-03-08T00:00
            0 0 * * 5-7           | 2026-03-06T00:00 | 2026-03-07T00:00 | 2026-03-08T00:00
            0 0 * * 7-1           | 2026-03-08T00:00 | 2026-03-09T00:00 | 2026-03-15T00:00
            0 0 1 1 *             | 2027-01-01T00:00 | 2028-01-01T00:00 | 2029-01-01T00:00
            0 0 29 2 *            | 2028-02-29T00:00 | 2032-02-29T00:00 | 2036-02-29T00:00
            0 0 29 FEB *          | 2028-02-29T00:00 | 2032-02-29T00:00 | 2036-02-29T00:00
            0 0 31 * *            | 2026-03-31T00:00 | 2026-05-31T00:00 | 2026-07-31T00:00
            """)
    void five_fields_fire_as_crontab_has_them(
            String expression, LocalDateTime first, LocalDateTime second, LocalDateTime third) {
        assertThat(firesInUtc(expression, 3)).containsExactly(first, second, third);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */20 * * * * *        | 2026-03-02T12:00:20 | 2026-03-02T12:00:40 | 2026-03-02T12:01
            5,35 30 2 * * *       | 2026-03-03T02:30:05 | 2026-03-03T02:30:35 | 2026-03-04T02:30:05
            0 0 0 ? * MON         | 2026-03-09T00:00    | 2026-03-16T00:00    | 2026-03-23T00:00
            59 59 23 31 12 ?      | 2026-12-31T23:59:59 | 2027-12-31T23:59:59 | 2028-12-31T23:59:59
            """)
    void six_fields_start_with_the_second(
            String expression, LocalDateTime first, LocalDateTime second, LocalDateTime third) {
        assertThat(firesInUtc(expression, 3)).containsExactly(first, second, third);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 0 L * *             | 2026-03-31T00:00 | 2026-04-30T00:00 | 2026-05-31T00:00
            0 0 L-3 * *           | 2026-03-28T00:00 | 2026-04-27T00:00 | 2026-05-28T00:00
            0 0 LW * *            | 2026-03-31T00:00 | 2026-04-30T00:00 | 2026-05-29T00:00
            0 0 15W * *           | 2026-03-16T00:00 | 2026-04-15T00:00 | 2026-05-15T00:00
            0 0 1W,15W * *        | 2026-03-16T00:00 | 2026-04-01T00:00 | 2026-04-15T00:00
            0 0 1W 8 *            | 2026-08-03T00:00 | 2027-08-02T00:00 | 2028-08-01T00:00
            0 0 31W * *           | 2026-03-31T00:00 | 2026-05-29T00:00 | 2026-07-31T00:00
            0 0 1,L * *           | 2026-03-31T00:00 | 2026-04-01T00:00 | 2026-04-30T00:00
            0 0 * * 5L            | 2026-03-27T00:00 | 2026-04-24T00:00 | 2026-05-29T00:00
            0 0 * * FRIL          | 2026-03-27T00:00 | 2026-04-24T00:00 | 2026-05-29T00:00
            0 0 * * FRI#2         | 2026-03-13T00:00 | 2026-04-10T00:00 | 2026-05-08T00:00
            0 0 * * 5#5           | 2026-05-29T00:00 | 2026-07-31T00:00 | 2026-10-30T00:00
            0 0 * * 7#1,MON#1     | 2026-04-05T00:00 | 2026-04-06T00:00 | 2026-05-03T00:00
            """)
    void special_days_are_known(String expression, LocalDateTime first, LocalDateTime second, LocalDateTime third) {
        assertThat(firesInUtc(expression, 3)).containsExactly(first, second, third);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 0 13 * FRI          | 2026-03-06T00:00 | 2026-03-13T00:00 | 2026-03-20T00:00
            0 0 14 * FRI          | 2026-03-06T00:00 | 2026-03-13T00:00 | 2026-03-14T00:00
            0 0 */2 * MON         | 2026-03-09T00:00 | 2026-03-23T00:00 | 2026-04-13T00:00
            0 0 ? * MON           | 2026-03-09T00:00 | 2026-03-16T00:00 | 2026-03-23T00:00
            """)
    void either_day_suffices_unless_one_starts_with_a_wildcard(
            String expression, LocalDateTime first, LocalDateTime second, LocalDateTime third) {
        assertThat(firesInUtc(expression, 3)).containsExactly(first, second, third);
    }

    @ParameterizedTest
    @CsvSource({
        "@hourly, 2026-03-02T13:00",
        "@daily, 2026-03-03T00:00",
        "@midnight, 2026-03-03T00:00",
        "@Weekly, 2026-03-08T00:00",
        "@monthly, 2026-04-01T00:00",
        "@yearly, 2027-01-01T00:00",
        "@annually, 2027-01-01T00:00"
    })
    void nicknames_are_known(String expression, LocalDateTime next) {
        assertThat(firesInUtc(expression, 1)).containsExactly(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 2,4,6,9,11 *", "* * 30 FEB *", "0 0 L-29 2 *", "* 1 ? 3 SUNL"})
    void what_never_comes_is_said_to_be_never_and_at_once(String expression) {
        var cron = Cron.of(expression, "Europe/London");

        long start = System.nanoTime();
        var next = cron.nextAfter(MONDAY_NOON);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(next).isEmpty();
        assertThat(cron.preview(MONDAY_NOON, 5)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Z", "+00:00"})
    void utc_is_called_utc_however_it_was_said(String zone) {
        assertThat(Cron.of("0 12 * * *", zone).zone()).hasToString("UTC");
    }

    @Test
    void a_fire_is_later_than_the_moment_asked_for() {
        var cron = Cron.of("0 12 * * *", ZoneOffset.UTC);

        assertThat(cron.nextAfter(MONDAY_NOON.minusNanos(1))).contains(MONDAY_NOON);
        assertThat(cron.nextAfter(MONDAY_NOON)).contains(MONDAY_NOON.plus(Duration.ofDays(1)));
        assertThat(cron.nextAfter(Instant.MAX)).isEmpty();
    }

    @Test
    void it_is_what_was_written_and_where() {
        var cron = Cron.of(" 0 2 * * * ", "Asia/Kolkata");

        assertThat(cron).isEqualTo(Cron.of("0 2 * * *", "Asia/Kolkata")).isNotEqualTo(Cron.of("0 2 * * *", "UTC"));
        assertThat(cron).hasToString("0 2 * * * Asia/Kolkata").hasSameHashCodeAs(Cron.of("0 2 * * *", "Asia/Kolkata"));
        assertThat(cron.expression()).isEqualTo("0 2 * * *");
        assertThat(cron.nextAfter(MONDAY_NOON)).contains(Instant.parse("2026-03-02T20:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            61 * * * *        | minute "61" must be 0 to 59, *, a range such as 1-3 or a step such as */2
            1-70 * * * *      | minute "70" must be 0 to 59, *, a range such as 1-3 or a step such as */2
            a * * * *         | minute "A" must be 0 to 59, *, a range such as 1-3 or a step such as */2
            ? * * * *         | minute "?" must be 0 to 59, *, a range such as 1-3 or a step such as */2
            1,,2 * * * *      | minute "" must be 0 to 59, *, a range such as 1-3 or a step such as */2
            99 0 2 * * *      | second "99" must be 0 to 59, *, a range such as 1-3 or a step such as */2
            0 24 * * *        | hour "24" must be 0 to 23, *, a range such as 1-3 or a step such as */2
            0 22-2 * * *      | hour "22-2" runs backwards; write it as two ranges, such as 22-23,0-2
            0 0 * * FRI-MON   | day of week "FRI-MON" runs backwards; write it as two ranges, such as 5-6,0-1
            */0 * * * *       | minute "*/0" must have a step of 1 to 59
            */x * * * *       | minute "*/X" must have a step of 1 to 59
            */2/3 * * * *     | minute "*/2/3" must have one step at most, such as */5
            0 0 32 * *        | day of month "32" must be 1 to 31, L, L-3, LW or 15W, *, a range such as 2-4 or a step such as */2
            0 0 L-31 * *      | day of month "L-31" must be L-1 to L-30
            0 0 * FOO *       | month "FOO" must be 1 to 12 or JAN to DEC, *, a range such as 2-4 or a step such as */2
            0 0 * * 8         | day of week "8" must be 0 to 7 (0 and 7 are Sunday), SUN to SAT, FRIL or FRI#2, *, a range such as 1-3 or a step such as */2
            0 0 * * FRI#6     | day of week "FRI#6" must end in #1 to #5
            """)
    void what_is_wrong_names_the_field_and_what_would_be_right(String expression, String complaint) {
        assertThatThrownBy(() -> Cron.of(expression, "UTC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cron expression \"" + expression + "\": " + complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * * *", "* * * * * * *"})
    void a_wrong_number_of_fields_is_refused(String expression) {
        assertThatThrownBy(() -> Cron.of(expression, "UTC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cron expression \"" + expression + "\" must have five fields (minute, hour, day of month,"
                        + " month, day of week) or six (second first)");
    }

    @Test
    void an_unknown_nickname_or_zone_is_refused() {
        assertThatThrownBy(() -> Cron.of("@reboot", "UTC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cron expression \"@reboot\" is not known; use @hourly, @daily, @weekly, @monthly or @yearly");
        assertThatThrownBy(() -> Cron.of("@daily", "Europe/Lundon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "zone \"Europe/Lundon\" is not known; use a name such as Europe/London, America/New_York or UTC");
    }

    private static List<LocalDateTime> firesInUtc(String expression, int count) {
        return Cron.of(expression, "UTC").preview(MONDAY_NOON, count).stream()
                .map(FireTime::local)
                .toList();
    }
}
