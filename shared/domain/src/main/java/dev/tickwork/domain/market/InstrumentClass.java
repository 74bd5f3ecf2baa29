package dev.tickwork.domain.market;

/** What kind of thing is traded; it decides the market's hours and days. */
public enum InstrumentClass {
    /** Currency pairs, over the counter: Sunday 17:00 to Friday 17:00 in New York. */
    FOREX(NewYorkWeek.forex()),
    /** Spot metals: as forex, but from 18:00 and with a break from 17:00 to 18:00 every day. */
    METAL(NewYorkWeek.metals()),
    /** Coins, at every hour of every day. */
    CRYPTO(MarketHours.ALWAYS, UtcDays.ALL),
    /** Shares that are listed in New York: 9:30 to 16:00 there, shorter on half days. */
    EQUITY(new NewYorkExchange()),
    /** Funds that are listed in New York, as shares are. */
    ETF(new NewYorkExchange());

    private final MarketHours hours;
    private final TradingDays days;

    InstrumentClass(NewYorkWeek week) {
        this(week, new UtcDays(week::isTraded));
    }

    InstrumentClass(NewYorkExchange exchange) {
        this(exchange, exchange);
    }

    InstrumentClass(MarketHours hours, TradingDays days) {
        this.hours = hours;
        this.days = days;
    }

    public MarketHours hours() {
        return hours;
    }

    public TradingDays days() {
        return days;
    }
}
