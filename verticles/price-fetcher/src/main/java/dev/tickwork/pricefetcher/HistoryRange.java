package dev.tickwork.pricefetcher;

import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from inclusive
 * @param to exclusive
 */
record HistoryRange(Instant from, Instant to) {
    HistoryRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from: " + from + " is not before to, " + to);
        }
    }
}
