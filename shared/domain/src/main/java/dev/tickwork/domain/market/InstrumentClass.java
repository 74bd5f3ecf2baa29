package dev.tickwork.domain.market;

/** What kind of thing is traded; it decides the market's hours. */
public enum InstrumentClass {
    /** Currency pairs, over the counter: Sunday 17:00 to Friday 17:00 in New York. */
    FOREX(NewYorkWeek.forex()),
    /** Spot metals: as forex, but from 18:00 and with a break from 17:00 to 18:00 every day. */
    METAL(NewYorkWeek.metals()),
    /** Coins, at every hour of every day. */
    CRYPTO(MarketHours.ALWAYS);

    private final MarketHours hours;

    InstrumentClass(MarketHours hours) {
        this.hours = hours;
    }

    public MarketHours hours() {
        return hours;
    }
}
