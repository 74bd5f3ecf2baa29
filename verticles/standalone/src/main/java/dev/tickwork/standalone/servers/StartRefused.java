package dev.tickwork.standalone.servers;

/** An embedded server cannot or must not start here. The message is one line that tells a person why and what to do. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartRefused(String message) {
        super(message);
    }

    StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
