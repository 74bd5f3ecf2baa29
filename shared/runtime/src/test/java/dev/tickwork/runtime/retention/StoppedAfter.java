package dev.tickwork.runtime.retention;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** A table at whose first visit something happens. */
final class StoppedAfter implements Retained {
    private final Retained table;
    private final Runnable then;

    StoppedAfter(Retained table, Runnable then) {
        this.table = table;
        this.then = then;
    }

    @Override
    public RetentionPolicy policy() {
        return table.policy();
    }

    @Override
    public Future<Long> count(Tx tx, Instant before) {
        return table.count(tx, before);
    }

    @Override
    public Future<List<OldRow>> take(Tx tx, Instant before, int most) {
        return table.take(tx, before, most).onSuccess(rows -> then.run());
    }

    @Override
    public Future<Integer> putBack(Tx tx, String rows) {
        return table.putBack(tx, rows);
    }

    @Override
    public Future<Void> optimise(Tx tx) {
        return table.optimise(tx);
    }

    @Override
    public int rowsPerArchive() {
        return table.rowsPerArchive();
    }
}
