package dev.tickwork.domain.quotes;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How a price went on one day of trading, as one provider gave it.
 *
 * @param date the day by the exchange's own calendar, or by UTC where there is no exchange
 * @param open the first price, above zero, as are the others, in the instrument's quote currency
 * @param high the highest
 * @param low the lowest
 * @param close the last
 * @param volume units that were traded, zero or more; null when the provider does not count them
 */
public record DailyBar(
        LocalDate date,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        @Nullable BigDecimal volume) {
    public DailyBar {
        requirePositive("open", date, open);
        requirePositive("high", date, high);
        requirePositive("low", date, low);
        requirePositive("close", date, close);
        if (volume != null && volume.signum() < 0) {
            throw new IllegalArgumentException("volume of " + date + ": " + volume + " is below zero");
        }
    }

    private static void requirePositive(String name, LocalDate date, BigDecimal price) {
        if (price.signum() <= 0) {
            throw new IllegalArgumentException(name + " of " + date + ": " + price + " is not above zero");
        }
    }
}
