package dev.tickwork.messages.candles;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link FetchCandles}. The exchange was asked for one candle more on each side, so that an empty answer
 * can be told from an exchange that was down.
 *
 * @param candles how many the exchange has in the range
 * @param stored how many of them were new
 * @param restated how many final ones it now tells otherwise
 * @param quarantined how many wait for an operator
 * @param before whether the exchange has the candle before the range
 * @param after whether it has the one after it
 * @param request what was asked first, without secrets
 * @param answeredAt when the last answer came
 * @param batchId of {@code ingest_batches}; null when nothing came
 */
public record CandlesFetched(
        int candles,
        int stored,
        int restated,
        int quarantined,
        boolean before,
        boolean after,
        String request,
        Instant answeredAt,
        @Nullable Long batchId) {}
