package dev.tickwork.gaprepair.retention;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.RunContext;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Forgets gaps: those that were repaired or are not expected any more after a while, those of which nothing is to be had
 * only when their time is not kept any more, because until then they are why nobody asks for it again.
 */
public final class OldGaps {
    private static final int BATCH = 2_000;
    /** What is left is for the next time. */
    private static final int MOST_BATCHES = 100;

    private final OldGapStore store = new OldGapStore();
    private final Time time;
    private final Duration kept;

    /** @param kept how long it is known of a gap that it was repaired */
    public OldGaps(Time time, Duration kept) {
        this.time = time;
        this.kept = kept;
    }

    /** Forgets them in transactions of a few thousand. Safe to repeat. @return how many */
    public Future<Integer> forget(RunContext run) {
        return forget(run, 1, 0);
    }

    private Future<Integer> forget(RunContext run, int batch, int before) {
        run.checkCancelled();
        return run.write(tx -> store.closed(tx, time.now().minus(kept), BATCH)
                        .compose(closed -> store.settled(tx, time.now(), BATCH).map(settled -> closed + settled)))
                .compose(written -> written.rows() < BATCH || batch == MOST_BATCHES
                        ? Future.succeededFuture(before + written.rows())
                        : forget(run, batch + 1, before + written.rows()));
    }
}
