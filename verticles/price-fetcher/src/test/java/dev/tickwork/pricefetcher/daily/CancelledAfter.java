package dev.tickwork.pricefetcher.daily;

import dev.tickwork.domain.Fault;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run that somebody wants to stop when it has looked so often. */
record CancelledAfter(AtomicInteger looks, SyncRun run) implements SyncRun {
    CancelledAfter(int looks, SyncRun run) {
        this(new AtomicInteger(looks), run);
    }

    @Override
    public UUID runId() {
        return run.runId();
    }

    @Override
    public Future<Integer> write(Function<Tx, Future<Integer>> write) {
        return run.write(write);
    }

    @Override
    public void progress(int done, int total, String message) {
        run.progress(done, total, message);
    }

    @Override
    public void item(String symbol, @Nullable String failure) {
        run.item(symbol, failure);
    }

    @Override
    public void checkCancelled() {
        if (looks.getAndDecrement() <= 0) {
            throw new Fault.Cancelled("somebody wants it to stop");
        }
    }
}
