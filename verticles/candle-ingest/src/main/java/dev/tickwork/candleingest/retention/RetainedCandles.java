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
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Candles and what is said of them, of which each timeframe is kept for its own days; nobody may ask for younger ones to go.
 */
public final class RetainedCandles implements Retained {
    private static final int ROWS_PER_ARCHIVE = 20_000;

    private final OfCandles store;
    private final CutOffs cutOffs;
    private final Supplier<Instant> now;
    private final RetentionPolicy policy;

    RetainedCandles(OfCandles store, KeptDays kept, Time time) {
        this(store, new CutOffs(kept), time::now);
    }

    private RetainedCandles(OfCandles store, CutOffs cutOffs, Supplier<Instant> now) {
        this.store = store;
        this.cutOffs = cutOffs;
        this.now = now;
        this.policy = new RetentionPolicy(store.name(), "prices", store.table(), cutOffs.fewestDays(), true);
    }

    /** Candles, what they said before, and those that were doubted: of one that is past nobody needs to decide. */
    public static Stream<Retained> all(KeptDays kept, Time time) {
        return Stream.of(new CandleArchiveStore(), TraceArchiveStore.revisions(), TraceArchiveStore.quarantine())
                .map(store -> new RetainedCandles(store, kept, time));
    }

    @Override
    public RetentionPolicy policy() {
        return policy;
    }

    @Override
    public Retained asOf(Instant moment) {
        return new RetainedCandles(store, cutOffs, () -> moment);
    }

    @Override
    public Future<Long> count(Tx tx, Instant before) {
        return store.count(tx, cutOffs.at(now.get(), before));
    }

    @Override
    public Future<List<OldRow>> take(Tx tx, Instant before, int most) {
        return store.take(tx, cutOffs.at(now.get(), before), most);
    }

    @Override
    public Future<Integer> putBack(Tx tx, String rows) {
        return store.putBack(tx, rows);
    }

    @Override
    public Future<Void> optimise(Tx tx) {
        return store.optimise(tx, cutOffs.at(now.get(), now.get()));
    }

    @Override
    public int rowsPerArchive() {
        return ROWS_PER_ARCHIVE;
    }
}
