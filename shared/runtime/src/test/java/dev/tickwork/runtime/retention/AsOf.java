package dev.tickwork.runtime.retention;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** A table that counts by itself from the moment that it is told, and can do nothing before it was. */
record AsOf(Things table, Instant expected) implements Retained {
    @Override
    public Retained asOf(Instant moment) {
        return moment.equals(expected) ? table : this;
    }

    @Override
    public RetentionPolicy policy() {
        return table.policy();
    }

    @Override
    public Future<Long> count(Tx tx, Instant before) {
        return Future.failedFuture(new IllegalStateException("as of when?"));
    }

    @Override
    public Future<List<OldRow>> take(Tx tx, Instant before, int most) {
        return Future.failedFuture(new IllegalStateException("as of when?"));
    }

    @Override
    public Future<Integer> putBack(Tx tx, String rows) {
        return table.putBack(tx, rows);
    }

    @Override
    public Future<Void> optimise(Tx tx) {
        return table.optimise(tx);
    }
}
