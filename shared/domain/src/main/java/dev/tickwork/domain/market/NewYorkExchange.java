package dev.tickwork.domain.market;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** Sessions of the New York Stock Exchange, which Nasdaq keeps too: 9:30 to 16:00, or to 13:00 on a half day. */
final class NewYorkExchange implements MarketHours, TradingDays {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final LocalTime OPEN = LocalTime.of(9, 30);
    private static final LocalTime CLOSE = LocalTime.of(16, 0);
    private static final LocalTime EARLY_CLOSE = LocalTime.of(13, 0);

    @Override
    public boolean contains(LocalDate date) {
        return date.getDayOfWeek() != DayOfWeek.SATURDAY
                && date.getDayOfWeek() != DayOfWeek.SUNDAY
                && !NewYorkHolidays.isHoliday(date);
    }

    @Override
    public Instant endOf(LocalDate date) {
        return at(date, NewYorkHolidays.isHalfDay(date) ? EARLY_CLOSE : CLOSE);
    }

    @Override
    public boolean isOpen(Instant at) {
        LocalDate day = dateAt(at);
        return contains(day) && !at.isBefore(beginOf(day)) && at.isBefore(endOf(day));
    }

    @Override
    public Instant nextOpen(Instant at) {
        LocalDate day = dateAt(at);
        while (!contains(day) || !at.isBefore(endOf(day))) {
            day = day.plusDays(1);
        }
        return beginOf(day).isAfter(at) ? beginOf(day) : at;
    }

    @Override
    public Instant nextClose(Instant at) {
        return isOpen(at) ? endOf(dateAt(at)) : at;
    }

    private static Instant beginOf(LocalDate date) {
        return at(date, OPEN);
    }

    private static Instant at(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(NEW_YORK).toInstant();
    }

    private static LocalDate dateAt(Instant at) {
        return at.atZone(NEW_YORK).toLocalDate();
    }
}
