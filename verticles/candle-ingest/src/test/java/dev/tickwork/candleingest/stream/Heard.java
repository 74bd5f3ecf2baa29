package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** Candles of minutes for tests, counted from noon. */
final class Heard {
    static final Series BTC = new Series("bitfinex", "BTCUSD", Timeframe.M1);
    static final Series ETH = new Series("bitfinex", "ETHUSD", Timeframe.M1);
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private Heard() {}

    static Instant minute(int number) {
        return NOON.plus(Duration.ofMinutes(number));
    }

    /** The candle of a minute, with one price. */
    static Candle candle(int minute, int price) {
        BigDecimal all = BigDecimal.valueOf(price);
        return new Candle(minute(minute), all, all, all, all, BigDecimal.ONE);
    }
}
