package dev.tickwork.pricefetcher.daily;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The run that days are fetched for. */
public interface SyncRun {
    UUID runId();

    /** Writes in one transaction that counts only while the run does; answers the rows it changed. */
    Future<Integer> write(Function<Tx, Future<Integer>> write);

    /** Says how far it is, in symbols. */
    void progress(int done, int total, String message);

    /** Says how a symbol ended; {@code failure} is null when well. */
    void item(String symbol, @Nullable String failure);

    /** Throws the {@link dev.tickwork.domain.Fault} that says why it should stop; does nothing while it need not. */
    void checkCancelled();
}
