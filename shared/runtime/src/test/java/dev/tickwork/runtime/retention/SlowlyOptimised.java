package dev.tickwork.runtime.retention;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** A table that Postgres tidies up block by block, with a nap after each. */
record SlowlyOptimised(Retained table) implements Retained {
    private static final String NAPS = """
            SELECT set_config('vacuum_cost_delay', '20', false), set_config('vacuum_cost_limit', '1', false)
            """;

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
        return table.take(tx, before, most);
    }

    @Override
    public Future<Integer> putBack(Tx tx, String rows) {
        return table.putBack(tx, rows);
    }

    @Override
    public Future<Void> optimise(Tx tx) {
        return tx.query(NAPS, row -> 1).compose(set -> table.optimise(tx));
    }
}
