package dev.tickwork.messages;

import org.jspecify.annotations.Nullable;

/** JSON that is not the record it should be. The message names the component. */
public final class WireException extends RuntimeException {
    WireException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
