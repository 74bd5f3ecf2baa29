package dev.tickwork.jobs.cron;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Optional;

/**
 * Which readings of a calendar and a clock on the wall an expression names. Knows no zone: every reading exists, once.
 *
 * @param times of a day
 * @param months of a year
 * @param daysOfMonth together with the next, see {@link DayRule#takes(DayRule, DayRule, LocalDate)}
 */
record WallPattern(TimesOfDay times, Values months, DayRule daysOfMonth, DayRule daysOfWeek) {
    /** After so long the calendar repeats, days of the week included: what has not come by then never comes. */
    static final Period GREGORIAN_CYCLE = Period.ofYears(400);

    /** The first reading that is not before {@code from}; empty when there is none any more. */
    Optional<LocalDateTime> nextFrom(LocalDateTime from) {
        LocalDate today = from.toLocalDate();
        LocalTime time = takes(today) ? times.nextFrom(from.toLocalTime()) : null;
        return time == null
                ? nextDayFrom(today.plusDays(1)).map(day -> day.atTime(times.first()))
                : Optional.of(today.atTime(time));
    }

    boolean takes(LocalDateTime reading) {
        return takes(reading.toLocalDate()) && reading.toLocalTime().equals(times.nextFrom(reading.toLocalTime()));
    }

    /** How many readings there are that are not before {@code from} but before {@code to}. */
    long countBetween(LocalDateTime from, LocalDateTime to) {
        return countBefore(to, from.toLocalDate()) - countBefore(from, from.toLocalDate());
    }

    private long countBefore(LocalDateTime reading, LocalDate firstDay) {
        long wholeDays =
                firstDay.datesUntil(reading.toLocalDate()).filter(this::takes).count();
        long partOfDay = takes(reading.toLocalDate()) ? times.countBefore(reading.toLocalTime()) : 0;
        return wholeDays * times.count() + partOfDay;
    }

    private Optional<LocalDate> nextDayFrom(LocalDate from) {
        LocalDate end = from.plus(GREGORIAN_CYCLE);
        for (LocalDate day = from; day.isBefore(end); day = dayAfter(day)) {
            if (takes(day)) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private LocalDate dayAfter(LocalDate day) {
        return months.contains(day.getMonthValue())
                ? day.plusDays(1)
                : day.withDayOfMonth(1).plusMonths(1);
    }

    private boolean takes(LocalDate day) {
        return months.contains(day.getMonthValue()) && DayRule.takes(daysOfMonth, daysOfWeek, day);
    }
}
