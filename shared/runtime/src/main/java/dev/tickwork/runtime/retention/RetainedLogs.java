package dev.tickwork.runtime.retention;

import dev.tickwork.jobs.ledger.OldRunStore;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** The ledger of runs that are over, with their logs; who did what to them is kept. */
final class RetainedLogs implements Retained {
    private final RetentionPolicy policy;
    private final OldRunStore store = new OldRunStore();

    /** @param keptDays how long the engine keeps those that it keeps longest */
    RetainedLogs(int keptDays) {
        this.policy = new RetentionPolicy("log", "logs", "job_history", keptDays, false);
    }

    @Override
    public RetentionPolicy policy() {
        return policy;
    }

    @Override
    public Future<Long> count(Tx tx, Instant before) {
        return store.count(tx, before);
    }

    @Override
    public Future<List<OldRow>> take(Tx tx, Instant before, int most) {
        return store.take(tx, before, most).map(runs -> runs.stream()
                .map(run -> new OldRow(run.endedAt(), run.document()))
                .toList());
    }

    @Override
    public Future<Integer> putBack(Tx tx, String rows) {
        return store.putBack(tx, rows);
    }

    @Override
    public Future<Void> optimise(Tx tx) {
        return store.optimise(tx);
    }

    // A run with its log may be some hundred kilobytes.
    @Override
    public int rowsPerArchive() {
        return 500;
    }
}
