package dev.tickwork.simulator.candles;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.simulator.market.PriceReader;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was traded in a stretch of time. Doubles, because a year of minutes is put together while somebody waits; each is a
 * rounded price, so that its shortest decimal is the price itself.
 *
 * @param open the first price
 * @param high the highest
 * @param low the lowest
 * @param close the last
 * @param volume hundred-millionths of a coin
 */
record Trades(double open, double high, double low, double close, long volume) {
    private static final int VOLUME_DECIMALS = 8;

    /** Both stretches as one; {@code earlier} is null when nothing was traded in it, likewise {@code later}. */
    static @Nullable Trades joined(@Nullable Trades earlier, @Nullable Trades later) {
        if (earlier == null || later == null) {
            return earlier == null ? later : earlier;
        }
        return earlier.then(later);
    }

    /** This stretch and a later one as one. */
    Trades then(Trades later) {
        return new Trades(
                open, Math.max(high, later.high), Math.min(low, later.low), later.close, volume + later.volume);
    }

    /** As if every price had been so many times as high. */
    Trades times(double factor) {
        return factor == 1
                ? this
                : new Trades(
                        PriceReader.rounded(open * factor),
                        PriceReader.rounded(high * factor),
                        PriceReader.rounded(low * factor),
                        PriceReader.rounded(close * factor),
                        volume);
    }

    Candle candle(Instant openTime) {
        return new Candle(
                openTime,
                decimal(open),
                decimal(high),
                decimal(low),
                decimal(close),
                plain(BigDecimal.valueOf(volume, VOLUME_DECIMALS)));
    }

    /** A volume as it is counted here. */
    static long volumeOf(BigDecimal coins) {
        return coins.movePointRight(VOLUME_DECIMALS).longValue();
    }

    private static BigDecimal decimal(double price) {
        return plain(BigDecimal.valueOf(price));
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
