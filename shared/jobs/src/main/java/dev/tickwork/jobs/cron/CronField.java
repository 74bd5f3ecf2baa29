package dev.tickwork.jobs.cron;

import java.time.LocalDate;
import java.util.List;

/** One field of a cron expression: what it is called, and which numbers and names it takes. */
enum CronField {
    SECOND("second", 0, 59, "", "0 to 59"),
    MINUTE("minute", 0, 59, "", "0 to 59"),
    HOUR("hour", 0, 23, "", "0 to 23"),
    DAY_OF_MONTH("day of month", 1, 31, "", "1 to 31, L, L-3, LW or 15W"),
    MONTH("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC", "1 to 12 or JAN to DEC"),
    DAY_OF_WEEK(
            "day of week",
            0,
            7,
            "SUN MON TUE WED THU FRI SAT",
            "0 to 7 (0 and 7 are Sunday), SUN to SAT, FRIL or FRI#2");

    private final String title;
    private final int min;
    private final int max;
    private final String names;
    private final String allowed;

    CronField(String title, int min, int max, String names, String allowed) {
        this.title = title;
        this.min = min;
        this.max = max;
        this.names = names;
        this.allowed = allowed;
    }

    /** What people call it. */
    String title() {
        return title;
    }

    int min() {
        return min;
    }

    /** The largest number that may be written; 7 for the day of week, which is Sunday again. */
    int max() {
        return max;
    }

    /** The largest value there is: Sunday counts once. */
    int last() {
        return this == DAY_OF_WEEK ? 6 : max;
    }

    /** How many values there are. */
    int size() {
        return last() - min + 1;
    }

    /** Which single values may be written, in words for people. */
    String allowed() {
        return allowed;
    }

    boolean isDay() {
        return this == DAY_OF_MONTH || this == DAY_OF_WEEK;
    }

    /** A date's number in one of the two fields for days. */
    int of(LocalDate date) {
        return this == DAY_OF_WEEK ? date.getDayOfWeek().getValue() % 7 : date.getDayOfMonth();
    }

    /** The number that a name stands for; -1 when it is no name of this field. */
    int named(String name) {
        int index = List.of(names.split(" ")).indexOf(name);
        return index < 0 || name.isEmpty() ? -1 : index + min;
    }
}
