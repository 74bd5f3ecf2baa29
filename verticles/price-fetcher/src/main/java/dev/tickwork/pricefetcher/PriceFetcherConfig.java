package dev.tickwork.pricefetcher;

import java.time.Duration;
import java.util.List;

/**
 * What price-fetcher is told in {@code conf/price-fetcher.yaml}.
 *
 * @param symbols our symbols to fetch; at least one, each known to the catalog
 * @param interval wished time between fetches while a market is open; a plan's credits may stretch it
 * @param closedInterval time between looks at a closed market
 * @param staleAfterMissed how many fetches may be missed before a price counts as stale
 * @param history whether prices are kept in Postgres
 * @param historyDays how many days they are kept
 * @param maxMovePercent how far a price may move at once before it is doubted
 * @param daily what is wanted of the prices of past days
 */
public record PriceFetcherConfig(
        List<String> symbols,
        Duration interval,
        Duration closedInterval,
        int staleAfterMissed,
        boolean history,
        int historyDays,
        MoveLimits maxMovePercent,
        DailyConfig daily) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    public PriceFetcherConfig {
        symbols = symbols.stream().map(String::strip).distinct().toList();
        require(!symbols.isEmpty(), "symbols: name at least one, such as XAUUSD");
        require(interval.compareTo(SHORTEST) >= 0, "interval: " + interval + " is shorter than 1 s");
        require(
                closedInterval.compareTo(interval) >= 0,
                "closedInterval: " + closedInterval + " is shorter than interval, " + interval);
        require(staleAfterMissed >= 1, "staleAfterMissed: " + staleAfterMissed + " is below 1");
        require(historyDays >= 1, "historyDays: " + historyDays + " is below 1");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
