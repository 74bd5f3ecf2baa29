package dev.tickwork.jobs.cron;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** Which times of a day; all combinations of the three. */
record TimesOfDay(Values seconds, Values minutes, Values hours) {
    /** Whether they are a rhythm through the hours and not a fixed time of the day. */
    boolean isCadence() {
        return hours.cadence() || minutes.cadence();
    }

    LocalTime first() {
        return at(hours.first(), minutes.first());
    }

    int count() {
        return hours.size() * minutes.size() * seconds.size();
    }

    /** How many of them are earlier than {@code time}. */
    int countBefore(LocalTime time) {
        int ofTheMinute = seconds.sizeBelow(time.getSecond()) + (startsLater(time) ? 1 : 0);
        int inTheMinute = minutes.contains(time.getMinute()) ? ofTheMinute : 0;
        int inTheHour = minutes.sizeBelow(time.getMinute()) * seconds.size() + inTheMinute;
        return hours.sizeBelow(time.getHour()) * minutes.size() * seconds.size()
                + (hours.contains(time.getHour()) ? inTheHour : 0);
    }

    // A second that has begun is before the time, too.
    private boolean startsLater(LocalTime time) {
        return time.getNano() > 0 && seconds.contains(time.getSecond());
    }

    /** The first of them that is not before {@code from}; null when the day has none left. */
    @Nullable
    LocalTime nextFrom(LocalTime from) {
        int second = seconds.nextFrom(from.getNano() > 0 ? from.getSecond() + 1 : from.getSecond());
        if (hours.contains(from.getHour()) && minutes.contains(from.getMinute()) && second >= 0) {
            return LocalTime.of(from.getHour(), from.getMinute(), second);
        }
        int minute = minutes.nextFrom(from.getMinute() + 1);
        if (hours.contains(from.getHour()) && minute >= 0) {
            return at(from.getHour(), minute);
        }
        int hour = hours.nextFrom(from.getHour() + 1);
        return hour < 0 ? null : at(hour, minutes.first());
    }

    private LocalTime at(int hour, int minute) {
        return LocalTime.of(hour, minute, seconds.first());
    }
}
