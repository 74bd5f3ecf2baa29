package dev.tickwork.candleingest.retention;

import dev.tickwork.candleingest.KeptDays;
import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.retention.OldRow;
import dev.tickwork.runtime.retention.Retained;
import dev.tickwork.runtime.retention.RetentionPolicy;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/**
 * Candles, of which each timeframe is kept for its own days; nobody may ask for younger ones to go. Parts of the table
 * that nothing is left in are dropped afterwards, so there is nothing to tidy up.
 */
public final class RetainedCandles implements Retained {
    private static final int ROWS_PER_ARCHIVE = 20_000;

    private final CutOffs cutOffs;
    private final Time time;
    private final RetentionPolicy policy;
    private final CandleArchiveStore store = new CandleArchiveStore();

    public RetainedCandles(KeptDays kept, Time time) {
        this.cutOffs = new CutOffs(kept);
        this.time = time;
        this.policy = new RetentionPolicy("candle", "prices", "candles", cutOffs.fewestDays(), true);
    }

    @Override
    public RetentionPolicy policy() {
        return policy;
    }

    @Override
    public Future<Long> count(Tx tx, Instant before) {
        return store.count(tx, cutOffs.at(time.now(), before));
    }

    @Override
    public Future<List<OldRow>> take(Tx tx, Instant before, int most) {
        return store.take(tx, cutOffs.at(time.now(), before), most);
    }

    @Override
    public Future<Integer> putBack(Tx tx, String rows) {
        return store.putBack(tx, rows);
    }

    @Override
    public Future<Void> optimise(Tx tx) {
        return store.dropEmpty(tx, cutOffs.at(time.now(), time.now()));
    }

    @Override
    public int rowsPerArchive() {
        return ROWS_PER_ARCHIVE;
    }
}
