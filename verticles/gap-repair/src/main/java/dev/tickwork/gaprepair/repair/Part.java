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
    boolean isRepaired() {
        return state.equals(Piece.REPAIRED);
    }

    boolean isMissing() {
        return state.equals(Piece.MISSING);
    }

    /** What the exchange has of it is doubted. */
    boolean isQuarantined() {
        return state.equals(Piece.QUARANTINED);
    }

    long missing() {
        return series.timeframe().count(span);
    }
}
