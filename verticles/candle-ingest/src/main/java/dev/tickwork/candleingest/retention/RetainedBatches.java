package dev.tickwork.candleingest.retention;

import dev.tickwork.candleingest.retention.BatchArchiveStore.Stretch;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.retention.OldRow;
import dev.tickwork.runtime.retention.Retained;
import dev.tickwork.runtime.retention.RetentionPolicy;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/**
 * Batches, which stay as long as anything names them: a candle, its former values, one that is doubted, or the proof that
 * there is none. Most of a stream's name nothing soon, because what they brought was replaced while it formed. They are
 * looked at stretch by stretch, so that no statement grows with the table.
 */
public final class RetainedBatches implements Retained {
    private static final int KEPT_DAYS = 7;
    private static final int AT_ONCE = 20_000;
    private static final RetentionPolicy POLICY =
            new RetentionPolicy("batch", "prices", "ingest_batches", KEPT_DAYS, true);

    private final BatchArchiveStore store = new BatchArchiveStore();

    @Override
    public RetentionPolicy policy() {
        return POLICY;
    }

    @Override
    public Future<Long> count(Tx tx, Instant before) {
        return store.ids(tx).compose(all -> all.map(ids -> countFrom(tx, before, ids, 0))
                .orElseGet(() -> Future.succeededFuture(0L)));
    }

    @Override
    public Future<List<OldRow>> take(Tx tx, Instant before, int most) {
        return store.ids(tx).compose(all -> all.map(ids -> takeFrom(tx, before, ids, most))
                .orElseGet(() -> Future.succeededFuture(List.of())));
    }

    @Override
    public Future<Integer> putBack(Tx tx, String rows) {
        return store.putBack(tx, rows);
    }

    @Override
    public Future<Void> optimise(Tx tx) {
        return store.optimise(tx);
    }

    @Override
    public int rowsPerArchive() {
        return AT_ONCE;
    }

    private Future<Long> countFrom(Tx tx, Instant before, Stretch ids, long sum) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(sum);
        }
        return store.count(tx, before, ids.begin(AT_ONCE))
                .compose(rows -> countFrom(tx, before, ids.behind(AT_ONCE), sum + rows));
    }

    private Future<List<OldRow>> takeFrom(Tx tx, Instant before, Stretch ids, int most) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return store.take(tx, before, ids.begin(most))
                .compose(taken ->
                        taken.isEmpty() ? takeFrom(tx, before, ids.behind(most), most) : Future.succeededFuture(taken));
    }
}
