package dev.tickwork.simulator.market;

/**
 * Reads what is traded of one pair, at about the prices that {@link Market#price} says, cheapest in the order of time.
 * Logarithms of prices can be compared as the prices can. Not shared between threads.
 */
public final class PriceReader {
    private static final double[] POWERS_OF_TEN = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
    private static final int MINUTE_SECONDS = 60;
    private static final double COIN = 1e8;

    private final Walk.Reader base;
    private final Walk.Reader quote;
    private final long place;
    private final double coinsASecond;

    /**
     * @param place chooses the volumes
     * @param coinsASecond that are traded on average
     */
    PriceReader(Walk.Reader base, Walk.Reader quote, long place, double coinsASecond) {
        this.base = base;
        this.quote = quote;
        this.place = place;
        this.coinsASecond = coinsASecond;
    }

    /** The logarithm of the price of that second. */
    public double logarithm(long epochSecond) {
        return base.logValue(epochSecond) - quote.logValue(epochSecond);
    }

    /** The price of a logarithm, rounded as traders do. Its shortest decimal is the price itself. */
    public static double price(double logarithm) {
        return rounded(Math.exp(logarithm));
    }

    /** As many decimals as traders use for such a price. */
    public static double rounded(double price) {
        double unit = POWERS_OF_TEN[Market.decimals(price)];
        return Math.rint(price * unit) / unit;
    }

    /** How many hundred-millionths of a coin change hands in the minute that begins with that second. */
    public long volume(long epochSecond) {
        double chance = BrownianPath.unit(BrownianPath.mix(place ^ epochSecond << Integer.SIZE));
        double coins = -Math.log(chance) * coinsASecond * MINUTE_SECONDS * base.busy(epochSecond);
        return Math.max(1, Math.round(coins * COIN));
    }
}
