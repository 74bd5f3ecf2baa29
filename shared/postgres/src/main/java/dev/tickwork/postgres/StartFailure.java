package dev.tickwork.postgres;

import org.jspecify.annotations.Nullable;

/** Why a process must not start on this database. The message says it all, for a person who operates us. */
public abstract sealed class StartFailure extends RuntimeException
        permits DatabaseUnreachable, WrongWorld, MigrationFailed {
    private static final long serialVersionUID = 1L;

    StartFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
