package dev.tickwork.messages.candles;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link FetchCandles}. The exchange was asked for one candle more on each side, so that an empty answer
 * can be told from an exchange that was down.
 *
 * @param candles how many the exchange has in the range, those that cannot be read among them
 * @param stored how many of them were new
 * @param restated how many final ones it now tells otherwise
 * @param quarantined how many wait for an operator
 * @param before whether the exchange has the candle before the range
 * @param after whether it has the one after it
 * @param request what was asked first, without secrets
 * @param answeredAt when the last answer came
 * @param batchId of {@code ingest_batches}; null when nothing came
 * @param parts what there is of each part that was asked for, in that order; null when none was
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
        @Nullable Long batchId,
        @Nullable List<Part> parts) {
    public CandlesFetched {
        parts = parts == null ? null : List.copyOf(parts);
    }

    /** Nothing was asked for in particular. */
    public CandlesFetched(
            int candles,
            int stored,
            int restated,
            int quarantined,
            boolean before,
            boolean after,
            String request,
            Instant answeredAt,
            @Nullable Long batchId) {
        this(candles, stored, restated, quarantined, before, after, request, answeredAt, batchId, null);
    }

    /**
     * What the exchange has of a part.
     *
     * @param from its first open
     * @param until the first open after it
     * @param candles how many open in it, or may do so, as their time cannot be read
     * @param before whether it has the candle before it
     * @param after whether it has the one after it
     */
    public record Part(Instant from, Instant until, int candles, boolean before, boolean after) {}
}
