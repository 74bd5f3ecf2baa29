package dev.tickwork.pricefetcher.daily;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What we have of one symbol.
 *
 * @param first its first day; null when there is none
 * @param last its last day; null when there is none
 * @param fullRun the run that last fetched it from its first day on; null when none has
 */
record StoredSeries(
        String symbol,
        @Nullable LocalDate first,
        @Nullable LocalDate last,
        @Nullable UUID fullRun) {
    static StoredSeries none(String symbol) {
        return new StoredSeries(symbol, null, null, null);
    }
}
