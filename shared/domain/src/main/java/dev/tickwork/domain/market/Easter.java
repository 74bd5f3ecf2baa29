package dev.tickwork.domain.market;

import java.time.LocalDate;

/** The movable feast that markets close around, by the Gregorian computus of Meeus, Jones and Butcher. */
final class Easter {
    private Easter() {}

    static LocalDate goodFriday(int year) {
        return sunday(year).minusDays(2);
    }

    static LocalDate sunday(int year) {
        int golden = year % 19;
        int century = year / 100;
        int yearOfCentury = year % 100;
        int correction = (century - (century + 8) / 25 + 1) / 3;
        int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7;
        int late = (golden + 11 * epact + 22 * weekday) / 451;
        int day = epact + weekday - 7 * late + 114;
        return LocalDate.of(year, day / 31, day % 31 + 1);
    }
}
