package dev.tickwork.simulator.market;

import java.time.Instant;

/**
 * Something of value, by itself: a currency, a metal or a coin. What is traded is always one of them against another, so
 * crosses agree with each other: EUR/GBP is EUR/USD over GBP/USD.
 *
 * @param code three to five letters, such as {@code XAU}
 * @param name such as {@code Gold Spot}
 * @param kind decides hours and how busy its market is
 * @param dollars what one was worth at the start of 2026, in US dollars
 * @param volatility the standard deviation of a year's logarithmic return
 */
record Asset(String code, String name, Kind kind, double dollars, double volatility) {
    enum Kind {
        MONEY(Activity.BANKS),
        METAL(Activity.BANKS),
        COIN(Activity.COINS);

        private final Activity activity;

        Kind(Activity activity) {
            this.activity = activity;
        }
    }

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final double YEAR_SECONDS = 365.25 * 86_400;

    /** The logarithm of what one is worth at a moment. A price is rounded from it in the end, so a double is enough. */
    double logValue(long seed, Instant at) {
        var path = new BrownianPath(BrownianPath.mix(seed ^ code.hashCode()));
        double walked = path.at(kind.activity.elapsed(at)) - path.at(kind.activity.elapsed(START));
        return Math.log(dollars) + volatility * walked / Math.sqrt(YEAR_SECONDS);
    }
}
