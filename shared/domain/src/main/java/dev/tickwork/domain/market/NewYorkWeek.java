package dev.tickwork.domain.market;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Predicate;

/**
 * The week of the markets that follow New York's evening. The trading day of a date ends at 17:00 New York and begins on
 * the evening before, so that Monday begins on Sunday evening and UTC times shift with New York's daylight saving time.
 */
final class NewYorkWeek implements MarketHours {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final LocalTime END_OF_DAY = LocalTime.of(17, 0);

    private final LocalTime start;
    private final Predicate<LocalDate> holiday;

    private NewYorkWeek(LocalTime start, Predicate<LocalDate> holiday) {
        this.start = start;
        this.holiday = holiday;
    }

    static NewYorkWeek forex() {
        return new NewYorkWeek(END_OF_DAY, NewYorkWeek::isChristmasOrNewYear);
    }

    static NewYorkWeek metals() {
        return new NewYorkWeek(
                LocalTime.of(18, 0), day -> isChristmasOrNewYear(day) || day.equals(Easter.goodFriday(day.getYear())));
    }

    @Override
    public boolean isOpen(Instant at) {
        LocalDate day = tradingDay(at);
        return isTraded(day) && !at.isBefore(begin(day));
    }

    @Override
    public Instant nextOpen(Instant at) {
        LocalDate day = tradingDay(at);
        while (!isTraded(day)) {
            day = day.plusDays(1);
        }
        return begin(day).isAfter(at) ? begin(day) : at;
    }

    @Override
    public Instant nextClose(Instant at) {
        if (!isOpen(at)) {
            return at;
        }
        LocalDate day = tradingDay(at);
        while (isTraded(day.plusDays(1)) && begin(day.plusDays(1)).equals(end(day))) {
            day = day.plusDays(1);
        }
        return end(day);
    }

    /** The day whose session, or the break before it, holds {@code at}. */
    private static LocalDate tradingDay(Instant at) {
        ZonedDateTime local = at.atZone(NEW_YORK);
        return local.toLocalTime().isBefore(END_OF_DAY)
                ? local.toLocalDate()
                : local.toLocalDate().plusDays(1);
    }

    boolean isTraded(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY && !holiday.test(day);
    }

    private Instant begin(LocalDate day) {
        return day.minusDays(1).atTime(start).atZone(NEW_YORK).toInstant();
    }

    private static Instant end(LocalDate day) {
        return day.atTime(END_OF_DAY).atZone(NEW_YORK).toInstant();
    }

    private static boolean isChristmasOrNewYear(LocalDate day) {
        return (day.getMonthValue() == 12 && day.getDayOfMonth() == 25) || day.getDayOfYear() == 1;
    }
}
