package dev.tickwork.postgres;

/** Nobody answers at the URL, or not to us. */
public final class DatabaseUnreachable extends StartFailure {
    private static final long serialVersionUID = 1L;

    DatabaseUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
