package dev.tickwork.gaprepair.coverage;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A gap that is not repaired.
 *
 * @param id of {@code data_gaps}
 * @param series whose it is
 * @param span the opens that are missing
 * @param state {@code missing}, {@code proven-empty}, {@code exchange-down} or {@code quarantined}
 * @param attempts in vain so far
 * @param confirmations empty answers so far
 * @param nextTryAt when it is asked for again; null when it is not
 * @param lastError why the last attempt was in vain, or what is doubted; null when neither is so
 * @param downtimeId of {@code downtimes}; null when it is not that
 */
public record KnownGap(
        long id,
        Series series,
        Span span,
        String state,
        int attempts,
        int confirmations,
        @Nullable Instant nextTryAt,
        @Nullable String lastError,
        @Nullable Long downtimeId) {
    boolean isOpen() {
        return state.equals("missing");
    }
}
