package dev.tickwork.simulator.market;

/**
 * Something of value, by itself: a currency, a metal, a coin, a share or a fund. What is traded is always one of them
 * against another, so crosses agree with each other: EUR/GBP is EUR/USD over GBP/USD. Shares and funds are only traded
 * against dollars.
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
        COIN(Activity.COINS),
        SHARE(Activity.BANKS),
        FUND(Activity.BANKS);

        private final Activity activity;

        Kind(Activity activity) {
            this.activity = activity;
        }

        Activity activity() {
            return activity;
        }

        /** Whether it has a place on an exchange and one currency, so that its code alone says what is traded. */
        boolean isListed() {
            return this == SHARE || this == FUND;
        }
    }
}
