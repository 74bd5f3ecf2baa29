package dev.tickwork.jobs.cron;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * Says in English what a pattern means.
 *
 * @param pattern it
 */
record CronWords(WallPattern pattern) {
    /** Such as "at 02:00 on Monday to Friday in January". */
    String all() {
        var times = new TimeWords(pattern.times());
        String days = new DayWords(pattern.daysOfMonth(), pattern.daysOfWeek()).all();
        String everyDay = times.isClock() && pattern.months().isAll() ? " every day" : "";
        return times.all() + (days.isEmpty() ? everyDay : " " + days) + months();
    }

    private String months() {
        return pattern.months().isAll() ? "" : " in " + Listing.of(pattern.months(), CronWords::nameOfMonth);
    }

    private static String nameOfMonth(int month) {
        return Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
}
