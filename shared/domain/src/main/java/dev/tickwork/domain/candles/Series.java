package dev.tickwork.domain.candles;

/**
 * What one exchange says of one instrument, candle after candle.
 *
 * @param exchange the provider's stable name, such as {@code bitfinex}
 * @param symbol our symbol, such as {@code BTCUSD}
 * @param timeframe how long each candle lasts
 */
public record Series(String exchange, String symbol, Timeframe timeframe) {
    /** As log lines and people name it: {@code BTCUSD/1h}. */
    @Override
    public String toString() {
        return symbol + "/" + timeframe.label();
    }
}
