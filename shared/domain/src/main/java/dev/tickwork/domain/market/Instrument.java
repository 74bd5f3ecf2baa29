package dev.tickwork.domain.market;

import java.util.regex.Pattern;

/**
 * Something that has a price.
 *
 * @param symbol our own name for it, upper case without separators, such as {@code XAUUSD}
 * @param instrumentClass decides the market's hours
 * @param name as people call it, such as {@code Gold}
 * @param base what one unit is of, such as {@code XAU}
 * @param quote the currency that the price is in, such as {@code USD}
 * @param priceScale decimals that a price is shown with; stored prices keep all that the provider sent
 */
public record Instrument(
        String symbol, InstrumentClass instrumentClass, String name, String base, String quote, int priceScale) {
    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9][A-Z0-9.:_-]{0,31}");

    public Instrument {
        if (!SYMBOL.matcher(symbol).matches()) {
            throw new IllegalArgumentException("symbol: \"" + symbol + "\" is not 1 to 32 of A-Z, 0-9, . : _ -");
        }
        if (priceScale < 0 || priceScale > 12) {
            throw new IllegalArgumentException("priceScale: " + priceScale + " is not between 0 and 12");
        }
    }

    public MarketHours hours() {
        return instrumentClass.hours();
    }

    public TradingDays days() {
        return instrumentClass.days();
    }
}
