package dev.tickwork.domain.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The dates that a market has a daily price for, and when each of them is final. */
public interface TradingDays {
    /** Whether the market trades on {@code date}, which is a date of its exchange. */
    boolean contains(LocalDate date);

    /** When the price of {@code date}, a day of trading, does not change any more. */
    Instant endOf(LocalDate date);

    /** The newest day of trading that had ended at {@code at}. */
    default LocalDate lastEnded(Instant at) {
        LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
        while (!contains(day) || endOf(day).isAfter(at)) {
            day = day.minusDays(1);
        }
        return day;
    }
}
