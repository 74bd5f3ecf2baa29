package dev.tickwork.postgres;

/** The schema could not be brought up to date; what was applied before the failing file stays. */
public final class MigrationFailed extends StartFailure {
    private static final long serialVersionUID = 1L;

    MigrationFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
