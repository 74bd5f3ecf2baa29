package dev.tickwork.pricefetcher.daily;

import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run whose writes always count. */
record OneSync(UUID runId, Database database, List<String> steps) implements SyncRun {
    OneSync(int number, Database database) {
        this(new UUID(number, number), database, new ArrayList<>());
    }

    @Override
    public Future<Integer> write(Function<Tx, Future<Integer>> write) {
        return database.write(write);
    }

    @Override
    public void progress(int done, int total, String message) {
        steps.add(done + "/" + total + " " + message);
    }

    @Override
    public void item(String symbol, @Nullable String failure) {
        steps.add(symbol + (failure == null ? " is stored" : " failed: " + failure));
    }

    @Override
    public void checkCancelled() {}
}
