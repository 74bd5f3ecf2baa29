package dev.tickwork.postgres;

import org.jspecify.annotations.Nullable;

/**
 * Postgres cannot be asked now: it is away, too busy, or the connection broke. Trying later may help. When it ended a
 * {@link Database#write}, that transaction was most likely not committed, but nobody can be sure.
 */
public final class DatabaseDown extends PostgresFailure {
    private static final long serialVersionUID = 1L;

    public DatabaseDown(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
