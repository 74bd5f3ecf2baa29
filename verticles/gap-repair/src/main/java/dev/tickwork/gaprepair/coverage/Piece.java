package dev.tickwork.gaprepair.coverage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch in which every candle is missing, and why.
 *
 * @param from the first open
 * @param until the first open after it
 * @param kind {@code missing}, {@code proven-empty}, {@code exchange-down}, {@code quarantined} or {@code not-loaded}
 * @param candles how many
 * @param gapId of {@code data_gaps}; null when it is not known there
 * @param attempts in vain so far
 * @param confirmations empty answers so far
 * @param nextTryAt when it is asked for again; null when that is not known
 * @param lastError why the last attempt was in vain, or what is doubted; null when neither is so
 * @param downtimeId of {@code downtimes}; null when it is not that
 */
public record Piece(
        Instant from,
        Instant until,
        String kind,
        long candles,
        @Nullable Long gapId,
        int attempts,
        int confirmations,
        @Nullable Instant nextTryAt,
        @Nullable String lastError,
        @Nullable Long downtimeId) {}
