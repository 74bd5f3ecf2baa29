package dev.tickwork.jobs.cron;

import java.time.DayOfWeek;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says in English which days are meant.
 *
 * @param ofMonth the rule for the day of the month
 * @param ofWeek the rule for the day of the week
 */
record DayWords(DayRule ofMonth, DayRule ofWeek) {
    /** Such as "on day 1 of the month or on Monday to Friday"; empty when every day is. */
    String all() {
        if (ofMonth.takesAll()) {
            return ofWeek.takesAll() ? "" : week();
        }
        if (ofWeek.takesAll()) {
            return month();
        }
        return month() + (DayRule.isEither(ofMonth, ofWeek) ? " or " : ", only ") + week();
    }

    private String month() {
        return "on " + Listing.of(members(ofMonth, daysOfMonth())) + " of the month";
    }

    private String daysOfMonth() {
        Values days = ofMonth.values();
        if (days == null) {
            return "";
        }
        return (days.size() > 1 ? "days " : "day ") + Listing.of(days, Integer::toString);
    }

    private String week() {
        String end = ofWeek.specials().isEmpty() ? "" : " of the month";
        return "on " + Listing.of(members(ofWeek, daysOfWeek())) + end;
    }

    private String daysOfWeek() {
        Values days = ofWeek.values();
        return days == null ? "" : Listing.of(days, DayWords::nameOfDay);
    }

    private static List<String> members(DayRule rule, String plain) {
        return Stream.concat(
                        Stream.of(plain).filter(words -> !words.isEmpty()),
                        rule.specials().stream().map(SpecialDay::words))
                .toList();
    }

    private static String nameOfDay(int number) {
        return SpecialDay.nameOf(number == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(number));
    }
}
