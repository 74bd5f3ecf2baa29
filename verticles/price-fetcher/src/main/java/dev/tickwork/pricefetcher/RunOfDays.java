package dev.tickwork.pricefetcher;

import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Written;
import dev.tickwork.postgres.Tx;
import dev.tickwork.pricefetcher.daily.SyncRun;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run of the engine, as far as fetching days needs one. */
record RunOfDays(RunContext run) implements SyncRun {
    @Override
    public UUID runId() {
        return run.runId();
    }

    @Override
    public Future<Integer> write(Function<Tx, Future<Integer>> write) {
        return run.write(write).map(Written::rows);
    }

    @Override
    public void progress(int done, int total, String message) {
        run.progress(done, (long) total, message);
    }

    @Override
    public void item(String symbol, @Nullable String failure) {
        run.item(symbol, failure);
    }

    @Override
    public void checkCancelled() {
        run.checkCancelled();
    }
}
