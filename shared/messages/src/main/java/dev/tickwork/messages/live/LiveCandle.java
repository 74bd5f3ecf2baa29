package dev.tickwork.messages.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickwork.messages.Topic;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The newest candle of one series, as the browser gets it: the one that forms, and each once more when it is over.
 *
 * @param symbol our symbol
 * @param timeframe its label, such as {@code 1h}
 * @param openTime when it opened
 * @param open in the quote currency, as are the other prices
 * @param high the highest
 * @param low the lowest
 * @param close the last
 * @param volume units of the base
 * @param isFinal whether it is over; {@code final} in JSON
 * @param asOf when it was seen
 * @param source the provider's stable name
 * @param simulated whether the provider simulator made it up
 */
public record LiveCandle(
        String symbol,
        String timeframe,
        Instant openTime,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        @JsonProperty("final") boolean isFinal,
        Instant asOf,
        String source,
        boolean simulated) {
    /** The name under which it is kept and pushed: {@code candles.BTCUSD.1h}. */
    public static String liveName(String symbol, String timeframe) {
        return "candles." + symbol + "." + timeframe;
    }

    /** What browsers subscribe to: {@code live.candles.BTCUSD.1h}. */
    public static Topic<LiveCandle> topic(String symbol, String timeframe) {
        return new Topic<>("live." + liveName(symbol, timeframe), LiveCandle.class);
    }
}
