package dev.tickwork.candleingest.quality;

import dev.tickwork.domain.candles.Candle;
import java.math.BigDecimal;
import java.util.stream.Stream;

/**
 * One of the four prices of a candle. Before it is judged nobody knows whether its high and low are what they are called.
 *
 * @param name what it is called
 * @param value in the instrument's quote currency
 */
record Price(String name, BigDecimal value) {
    /** All of them, the one first that counts most. */
    static Stream<Price> of(Candle candle) {
        return Stream.of(
                new Price("close", candle.close()),
                new Price("open", candle.open()),
                new Price("high", candle.high()),
                new Price("low", candle.low()));
    }

    static BigDecimal highest(Candle candle) {
        return candle.high().max(candle.low()).max(candle.open()).max(candle.close());
    }

    static BigDecimal lowest(Candle candle) {
        return candle.low().min(candle.high()).min(candle.open()).min(candle.close());
    }

    /** Whether it is so many times another, or such a fraction. */
    boolean isFar(BigDecimal other, BigDecimal factor) {
        return value.compareTo(other.multiply(factor)) >= 0
                || value.multiply(factor).compareTo(other) <= 0;
    }

    @Override
    public String toString() {
        return name + " " + value.toPlainString();
    }
}
