package dev.tickwork.domain.quotes;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One price as one provider gave it. Its times are to the microsecond, as Postgres keeps them, so that a price reads the
 * same wherever it is met.
 *
 * @param symbol our symbol
 * @param price above zero, as precise as it was sent, in the instrument's quote currency
 * @param previousClose the price that the day's change is measured from; null when the provider did not say
 * @param asOf the moment that the price belongs to: the provider's own stamp, or the receipt where it sends none
 * @param receivedAt when we had the answer
 * @param source the provider's stable name
 * @param simulated whether the provider simulator made it up
 */
public record Quote(
        String symbol,
        BigDecimal price,
        @Nullable BigDecimal previousClose,
        Instant asOf,
        Instant receivedAt,
        String source,
        boolean simulated) {
    public Quote {
        asOf = asOf.truncatedTo(ChronoUnit.MICROS);
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
        if (price.signum() <= 0) {
            throw new IllegalArgumentException("price of " + symbol + ": " + price + " is not above zero");
        }
        if (previousClose != null && previousClose.signum() <= 0) {
            throw new IllegalArgumentException(
                    "previousClose of " + symbol + ": " + previousClose + " is not above zero");
        }
    }
}
