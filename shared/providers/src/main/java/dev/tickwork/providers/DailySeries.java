package dev.tickwork.providers;

import dev.tickwork.domain.quotes.DailyBar;
import java.time.Instant;
import java.util.List;

/**
 * The days of one symbol as they were asked for.
 *
 * @param symbol ours
 * @param bars by date, oldest first, at most one a date; empty when the provider has none in that time
 * @param refused what the answer had and could not be used, each with its date and the reason
 * @param receivedAt when we had the answer
 */
public record DailySeries(String symbol, List<DailyBar> bars, List<String> refused, Instant receivedAt) {
    public DailySeries {
        bars = List.copyOf(bars);
        refused = List.copyOf(refused);
    }
}
