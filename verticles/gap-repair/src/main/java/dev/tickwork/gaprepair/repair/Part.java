package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;

/**
 * What a gap has become after it was asked for.
 *
 * @param id of {@code data_gaps}
 * @param series whose it is
 * @param span the opens that are missing, or that were
 * @param state as the table has it
 * @param attempts in vain so far
 * @param confirmations empty answers so far
 */
record Part(long id, Series series, Span span, String state, int attempts, int confirmations) {
    boolean isMissing() {
        return state.equals("missing");
    }

    long missing() {
        return series.timeframe().count(span);
    }
}
