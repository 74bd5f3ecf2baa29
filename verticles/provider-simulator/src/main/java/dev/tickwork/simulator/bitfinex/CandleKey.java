package dev.tickwork.simulator.bitfinex;

import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.simulator.candles.Listing;
import java.util.Map;
import java.util.Optional;

/**
 * Which candles are meant.
 *
 * @param timeframe how long each lasts
 * @param listing of what
 */
record CandleKey(Timeframe timeframe, Listing listing) {
    private static final String TRADES = "trade";
    private static final int PARTS = 3;

    /** There is no 4h at Bitfinex. */
    private static final Map<String, Timeframe> TIMEFRAMES = Map.ofEntries(
            Map.entry("1m", Timeframe.M1),
            Map.entry("5m", Timeframe.M5),
            Map.entry("15m", Timeframe.M15),
            Map.entry("30m", Timeframe.M30),
            Map.entry("1h", Timeframe.H1),
            Map.entry("3h", Timeframe.H3),
            Map.entry("6h", Timeframe.H6),
            Map.entry("12h", Timeframe.H12),
            Map.entry("1D", Timeframe.D1),
            Map.entry("1W", Timeframe.W1),
            Map.entry("7D", Timeframe.W1),
            Map.entry("1M", Timeframe.MO1));

    /** What a key such as {@code trade:1m:tBTCUSD} means; empty when its symbol or its shape is not known. */
    static Optional<CandleKey> of(String key, BitfinexSymbols symbols) {
        String[] parts = key.split(":", PARTS);
        if (parts.length < PARTS || !parts[0].equals(TRADES)) {
            return Optional.empty();
        }
        return timeframe(parts[1])
                .flatMap(timeframe -> symbols.find(parts[2]).map(listing -> new CandleKey(timeframe, listing)));
    }

    /** What is wrong with a key that means nothing, in the vendor's words. */
    static String mistake(String key) {
        String[] parts = key.split(":", PARTS);
        return parts.length == PARTS && timeframe(parts[1]).isEmpty() ? "time_interval" : "symbol";
    }

    String symbol() {
        return listing.symbol();
    }

    private static Optional<Timeframe> timeframe(String name) {
        return Optional.ofNullable(TIMEFRAMES.get(name));
    }
}
