package dev.tickwork.postgres;

import org.jspecify.annotations.Nullable;

/** What can go wrong with Postgres other than a bug of ours. */
public abstract sealed class PostgresFailure extends RuntimeException permits DatabaseDown, DatabaseError {
    private static final long serialVersionUID = 1L;

    PostgresFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
