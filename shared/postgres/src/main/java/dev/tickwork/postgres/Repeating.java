package dev.tickwork.postgres;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Runs a transaction again that Postgres gave up in favour of others: whoever locks the same rows in another order may be
 * the one that is undone, and the same succeeds once the others are through.
 */
public final class Repeating {
    private static final int TRIES = 10;

    private Repeating() {}

    /**
     * Runs a transaction, up to ten times while it ends {@linkplain DatabaseError#isRepeatable() repeatable}.
     *
     * @param transaction begins it anew each time it is asked
     * @return as the last one ended
     */
    public static <T> Future<T> whileGivenUp(Supplier<Future<T>> transaction) {
        return whileGivenUp(transaction, TRIES);
    }

    private static <T> Future<T> whileGivenUp(Supplier<Future<T>> transaction, int tries) {
        return transaction
                .get()
                .recover(failure -> tries > 1 && failure instanceof DatabaseError error && error.isRepeatable()
                        ? whileGivenUp(transaction, tries - 1)
                        : Future.failedFuture(failure));
    }
}
