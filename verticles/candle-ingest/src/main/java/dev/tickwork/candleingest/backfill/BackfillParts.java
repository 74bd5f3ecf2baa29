package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.time.Time;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * What a backfill is made of.
 *
 * @param betweenCalls how long lies between two requests; for estimates, and how often a backfill looks
 */
record BackfillParts(
        BackfillDesk desk, BackfillRuns runs, ChunkStore store, FirstCandles firsts, Duration betweenCalls, Time time) {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** What loading that would take now. */
    Future<BackfillPreview> preview(BackfillArgs args) {
        return desk.look(null, args, time.now())
                .compose(board -> desk.there(board).map(there -> BackfillPreview.of(board, there, betweenCalls)));
    }

    /** How long to wait for requests that are under way. */
    Duration pause() {
        return betweenCalls.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : betweenCalls;
    }
}
