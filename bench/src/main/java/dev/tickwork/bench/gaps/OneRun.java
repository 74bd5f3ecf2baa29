package dev.tickwork.bench.gaps;

import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.LogLine;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Written;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run without an engine around it, whose writes always count. */
record OneRun(int number, Instant firedAt, Database database) implements RunContext {
    @Override
    public UUID runId() {
        return new UUID(1, number);
    }

    @Override
    public String job() {
        return "gap-detection";
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Future<Written> write(Function<Tx, Future<Integer>> write) {
        return database.write(write).map(Written.Committed::new);
    }

    @Override
    public <T extends Record> T arguments(Class<T> type) {
        throw new UnsupportedOperationException("it was asked for nothing");
    }

    @Override
    public Future<List<Enqueued>> spawn(List<RunRequest> children) {
        throw new UnsupportedOperationException("it has no children");
    }

    @Override
    public <T> Future<T> blocking(Callable<T> code) {
        throw new UnsupportedOperationException("it never blocks");
    }

    @Override
    public void progress(long done, @Nullable Long total, String message) {}

    @Override
    public void item(String name, @Nullable String failure) {}

    @Override
    public void log(LogLine.Level level, String message) {}

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void checkCancelled() {}
}
