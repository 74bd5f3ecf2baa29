package dev.tickwork.simulator.candles;

import dev.tickwork.simulator.market.Market;
import dev.tickwork.simulator.market.Pair;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An exchange for coins. What was recorded there is told as it was; the rest is made up. May be shared. */
public final class Exchange {
    /** Nothing was traded before; only recordings can be older. */
    public static final Instant OPENED = Instant.parse("2013-01-01T00:00:00Z");

    private final Market market;
    private final HourShelf hours = new HourShelf();
    private final Map<String, Recording> recordings;
    private final SortedMap<String, Listing> listings = new TreeMap<>();

    /** @param pairs what it trades besides what was recorded, by our symbols */
    public Exchange(Market market, Map<String, Pair> pairs, Recordings recordings) {
        this.market = market;
        this.recordings = recordings.bySymbol();
        pairs.forEach((symbol, pair) -> listings.put(symbol, new Listing(symbol, pair)));
        this.recordings.keySet().forEach(symbol -> listings.putIfAbsent(symbol, new Listing(symbol, null)));
    }

    /** Everything that it trades, by our symbols, sorted. */
    public SortedMap<String, Listing> listings() {
        return new TreeMap<>(listings);
    }

    /** What it trades under our symbol. */
    public Optional<Listing> find(String symbol) {
        return Optional.ofNullable(listings.get(symbol));
    }

    /** Reads the candles of {@code listing} as they are at {@code now}. Long readings take seconds. */
    public CandleReader reader(Listing listing, Instant now, Alterations alterations) {
        Pair pair = listing.pair();
        return new CandleReader(
                recordings.get(listing.symbol()),
                pair == null ? null : new Walked(market, pair, hours, alterations),
                alterations,
                now);
    }
}
