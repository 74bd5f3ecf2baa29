package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.candles.Span;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code backfill_chunks}: what one request is to bring, or has brought.
 *
 * @param seriesId of {@code candle_series}
 * @param span from the first open until before the last
 * @param doneAt when all of it was stored; null while that is to do
 * @param runId the run that does it or did it; null while nobody was asked, and when it was there already
 * @param candles how many it had; null until it is done
 * @param lastError why it could not be loaded; null while nobody gave it up
 * @param givenUpAt since when nobody is to load it; null while nobody gave it up
 */
record Chunk(
        int seriesId,
        Span span,
        @Nullable Instant doneAt,
        @Nullable UUID runId,
        @Nullable Integer candles,
        @Nullable String lastError,
        @Nullable Instant givenUpAt) {
    /** One that nobody was asked for. */
    static Chunk toDo(int seriesId, Span span) {
        return new Chunk(seriesId, span, null, null, null, null, null);
    }

    /** The same, given up. */
    Chunk failed(String why) {
        return new Chunk(seriesId, span, doneAt, runId, candles, why, givenUpAt);
    }

    /** The same, as nobody can load it. */
    Chunk refused(UUID run, String why, Instant at) {
        return new Chunk(seriesId, span, null, run, null, why, at);
    }

    /** The same, as what there is of it is stored without a request of its own. */
    Chunk found(int count, Instant at) {
        return new Chunk(seriesId, span, at, null, count, null, null);
    }

    boolean isDone() {
        return doneAt != null;
    }

    /** Whether it is done only because the exchange said, before {@code since}, that its series has no candle at all. */
    boolean wasOfNoneBefore(Instant since) {
        return doneAt != null && runId == null && candlesOrNone() == 0 && doneAt.isBefore(since);
    }

    /** Whether a request brought it at {@code since} or later. */
    boolean wasLoadedSince(Instant since) {
        return doneAt != null && runId != null && !doneAt.isBefore(since);
    }

    int candlesOrNone() {
        return candles == null ? 0 : candles;
    }
}
