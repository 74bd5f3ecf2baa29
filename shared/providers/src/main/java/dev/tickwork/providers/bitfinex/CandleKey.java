package dev.tickwork.providers.bitfinex;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.market.InstrumentCatalog;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Bitfinex's name for a series, such as {@code trade:1m:tBTCUSD}. Timeframes are those of its documentation, which has
 * neither 2h nor 4h, and calls a month {@code 1M}.
 *
 * @param text the name
 * @see <a href="https://docs.bitfinex.com/reference/rest-public-candles">candles</a>
 */
record CandleKey(String text) {
    private static final Map<Timeframe, String> NAMES = names();

    /** The timeframes that it serves. */
    static Set<Timeframe> timeframes() {
        return Collections.unmodifiableSet(NAMES.keySet());
    }

    /**
     * The name of a series of ours.
     *
     * @throws Fault.Permanent when Bitfinex does not serve it
     */
    static CandleKey of(InstrumentCatalog catalog, String symbol, Timeframe timeframe) {
        String name = NAMES.get(timeframe);
        if (name == null) {
            throw new Fault.Permanent("bitfinex has no candles of " + timeframe.label(), null);
        }
        return catalog.vendorSymbol(BitfinexCandles.NAME, symbol)
                .map(vendorSymbol -> new CandleKey("trade:" + name + ":" + vendorSymbol))
                .orElseThrow(() -> new Fault.Permanent("bitfinex has no name for " + symbol + " in our catalog", null));
    }

    private static Map<Timeframe, String> names() {
        Map<Timeframe, String> names = new EnumMap<>(Timeframe.class);
        for (Timeframe timeframe : Timeframe.values()) {
            names.put(timeframe, timeframe.label());
        }
        names.remove(Timeframe.H4);
        names.put(Timeframe.D1, "1D");
        names.put(Timeframe.W1, "1W");
        names.put(Timeframe.MO1, "1M");
        return names;
    }
}
