package dev.tickwork.jobs.cron;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * A day that a month has once at most and that no number names.
 *
 * @param isOn whether a date is that day of its month
 * @param words for people, such as "the last Friday"
 */
record SpecialDay(Predicate<LocalDate> isOn, String words) {
    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "fifth");

    /** So many days before the last of the month; a month that is too short has none. */
    static SpecialDay beforeLast(int days) {
        String words = days == 0 ? "the last day" : "the day " + days + " before the last";
        return new SpecialDay(date -> date.getDayOfMonth() == date.lengthOfMonth() - days, words);
    }

    static SpecialDay lastWorkday() {
        return new SpecialDay(
                date -> date.equals(workdayNearest(date.withDayOfMonth(date.lengthOfMonth()))), "the last workday");
    }

    /** The Monday to Friday nearest to {@code day}, within its month; a month without that day has none. */
    static SpecialDay workdayNearest(int day) {
        return new SpecialDay(
                date -> day <= date.lengthOfMonth() && date.equals(workdayNearest(date.withDayOfMonth(day))),
                "the workday nearest to day " + day);
    }

    static SpecialDay last(DayOfWeek day) {
        return new SpecialDay(
                date -> date.equals(date.with(TemporalAdjusters.lastInMonth(day))), "the last " + nameOf(day));
    }

    /** The first to fifth of a day of the week; a month that has no fifth is left out. */
    static SpecialDay ordinal(int ordinal, DayOfWeek day) {
        return new SpecialDay(
                date -> date.getDayOfWeek() == day && (date.getDayOfMonth() - 1) / 7 + 1 == ordinal,
                "the " + ORDINALS.get(ordinal - 1) + " " + nameOf(day));
    }

    static String nameOf(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static LocalDate workdayNearest(LocalDate date) {
        if (date.getDayOfWeek() == DayOfWeek.SATURDAY) {
            return date.getDayOfMonth() == 1 ? date.plusDays(2) : date.minusDays(1);
        }
        if (date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return date.getDayOfMonth() == date.lengthOfMonth() ? date.minusDays(2) : date.plusDays(1);
        }
        return date;
    }
}
