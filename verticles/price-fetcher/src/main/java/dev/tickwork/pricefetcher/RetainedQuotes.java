package dev.tickwork.pricefetcher;

import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.retention.OldRow;
import dev.tickwork.runtime.retention.Retained;
import dev.tickwork.runtime.retention.RetentionPolicy;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Prices as they were seen, of which nobody may ask for younger ones to go than are kept. */
final class RetainedQuotes implements Retained {
    private final RetentionPolicy policy;
    private final QuoteArchiveStore store = new QuoteArchiveStore();

    RetainedQuotes(int keptDays) {
        this.policy = new RetentionPolicy("quote", "prices", "quotes_history", keptDays, true);
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
        return store.take(tx, before, most);
    }

    @Override
    public Future<Integer> putBack(Tx tx, String rows) {
        return store.putBack(tx, rows);
    }

    @Override
    public Future<Void> optimise(Tx tx) {
        return store.optimise(tx);
    }
}
