package dev.tickwork.domain.market;

import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.Set;

/**
 * The days on which the New York Stock Exchange stays shut or closes early, by its rules of 2013 and later; before that
 * early closes were decided from year to year.
 *
 * @see <a href="https://www.nyse.com/markets/hours-calendars">the exchange's calendar</a>
 */
final class NewYorkHolidays {
    private static final int FIRST_JUNETEENTH = 2022;
    private static final MonthDay NEW_YEAR = MonthDay.of(Month.JANUARY, 1);
    private static final MonthDay JUNETEENTH = MonthDay.of(Month.JUNE, 19);
    private static final MonthDay INDEPENDENCE = MonthDay.of(Month.JULY, 4);
    private static final MonthDay CHRISTMAS = MonthDay.of(Month.DECEMBER, 25);

    /** What no rule foretells: two days of a hurricane, and the mourning for two presidents. */
    private static final Set<LocalDate> ONCE_ONLY = Set.of(
            LocalDate.of(2012, 10, 29),
            LocalDate.of(2012, 10, 30),
            LocalDate.of(2018, 12, 5),
            LocalDate.of(2025, 1, 9));

    private NewYorkHolidays() {}

    /** Whether the exchange stays shut on that weekday. */
    static boolean isHoliday(LocalDate day) {
        return isFixed(day)
                || isMovable(day)
                || day.equals(Easter.goodFriday(day.getYear()))
                || ONCE_ONLY.contains(day);
    }

    /** Whether it closes at 13:00 on that weekday, which is no holiday: a day before or after one that people take off. */
    static boolean isHalfDay(LocalDate day) {
        return day.equals(thanksgiving(day).plusDays(1))
                || (isMondayToThursday(day) && (isEveOf(INDEPENDENCE, day) || isEveOf(CHRISTMAS, day)));
    }

    /** On a Sunday they are observed on the Monday after, on a Saturday on the Friday before. */
    private static boolean isFixed(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case MONDAY -> isDated(day) || isDated(day.minusDays(1));
            case FRIDAY -> isDated(day) || isObservedBefore(day.plusDays(1));
            default -> isDated(day);
        };
    }

    /** New Year is not moved into the year before, whose books are closed on that day. */
    private static boolean isObservedBefore(LocalDate saturday) {
        return isDated(saturday) && !MonthDay.from(saturday).equals(NEW_YEAR);
    }

    private static boolean isDated(LocalDate day) {
        MonthDay date = MonthDay.from(day);
        return date.equals(NEW_YEAR)
                || date.equals(INDEPENDENCE)
                || date.equals(CHRISTMAS)
                || (date.equals(JUNETEENTH) && day.getYear() >= FIRST_JUNETEENTH);
    }

    /** Martin Luther King, Washington, Memorial, Labor and Thanksgiving. */
    private static boolean isMovable(LocalDate day) {
        return switch (day.getMonth()) {
            case JANUARY, FEBRUARY -> day.equals(day.with(dayOfWeekInMonth(3, DayOfWeek.MONDAY)));
            case MAY -> day.equals(day.with(lastInMonth(DayOfWeek.MONDAY)));
            case SEPTEMBER -> day.equals(day.with(dayOfWeekInMonth(1, DayOfWeek.MONDAY)));
            case NOVEMBER -> day.equals(thanksgiving(day));
            default -> false;
        };
    }

    private static LocalDate thanksgiving(LocalDate day) {
        return day.withMonth(Month.NOVEMBER.getValue()).with(dayOfWeekInMonth(4, DayOfWeek.THURSDAY));
    }

    private static boolean isEveOf(MonthDay holiday, LocalDate day) {
        return MonthDay.from(day.plusDays(1)).equals(holiday);
    }

    private static boolean isMondayToThursday(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.THURSDAY) <= 0;
    }
}
