package dev.tickwork.pricefetcher;

import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Written;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

/** A run for rules that write nothing themselves. */
record OneRun(Instant firedAt) implements RunContext {
    @Override
    public UUID runId() {
        return new UUID(7, 1);
    }

    @Override
    public String job() {
        return PriceFetchJob.NAME;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Future<Written> write(Function<Tx, Future<Integer>> write) {
        throw new AssertionError("this run has no database");
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void checkCancelled() {}
}
