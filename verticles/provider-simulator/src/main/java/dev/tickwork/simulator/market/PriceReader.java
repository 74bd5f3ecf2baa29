package dev.tickwork.simulator.market;

import java.time.Instant;

/**
 * Reads the prices of one pair, the same ones as {@link Market#price} says, cheapest in the order of time. A double holds
 * a rounded price exactly enough to be told from all others. Not shared between threads.
 */
public final class PriceReader {
    private final Walk.Reader base;
    private final Walk.Reader quote;

    PriceReader(Walk.Reader base, Walk.Reader quote) {
        this.base = base;
        this.quote = quote;
    }

    /** The price of that second, rounded as traders do. */
    public double at(Instant second) {
        return rounded(Math.exp(base.logValue(second) - quote.logValue(second)));
    }

    /** As many decimals as traders use for such a price. */
    public static double rounded(double price) {
        double unit = Math.pow(10, Market.decimals(price));
        return Math.rint(price * unit) / unit;
    }
}
