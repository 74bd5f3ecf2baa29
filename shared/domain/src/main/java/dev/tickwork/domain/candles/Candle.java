package dev.tickwork.domain.candles;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * How a price went from one moment to another, as an exchange said it. It may be nonsense: what is impossible has to be
 * shown to an operator, so it can be held here.
 *
 * @param openTime when it opened, in UTC, on its timeframe's grid
 * @param open the first price, in the instrument's quote currency, as are the others
 * @param high the highest
 * @param low the lowest
 * @param close the last
 * @param volume units of the base that were traded
 */
public record Candle(
        Instant openTime, BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close, BigDecimal volume) {

    /** Whether all numbers are the same, however many zeros they end in. */
    public boolean saysTheSameAs(Candle other) {
        return open.compareTo(other.open) == 0
                && high.compareTo(other.high) == 0
                && low.compareTo(other.low) == 0
                && close.compareTo(other.close) == 0
                && volume.compareTo(other.volume) == 0;
    }
}
