package dev.tickwork.runtime.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * The process cannot start, and the person who started it can do something about it. The message is all they get: one
 * line that says what is wrong and what to do next, without secrets.
 */
public final class CannotStart extends RuntimeException {
    private final ExitCode exitCode;

    private CannotStart(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Something outside is not as it should be: a port, a server, a folder. */
    public static CannotStart because(String message, @Nullable Throwable cause) {
        return new CannotStart(ExitCode.FAILED, message, cause);
    }

    /** The process was asked for something that does not make sense. */
    public static CannotStart misused(String message) {
        return new CannotStart(ExitCode.MISUSED, message, null);
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
