package dev.tickwork.runtime.terminal;

import org.jspecify.annotations.Nullable;

/**
 * How far a run is.
 *
 * @param job its job's stable name
 * @param done units of work that are done
 * @param total units in all; null when nobody knows, never 0
 * @param message what is being done; empty when that was not said
 */
public record Progress(String job, long done, @Nullable Long total, String message) {
    private static final int HUNDRED = 100;

    public Progress {
        message = message.replaceAll("\\p{Cntrl}+", " ");
        if (total != null && total <= 0) {
            total = null;
        }
    }

    /** {@code 150 of 450}, or {@code 150} when nobody knows the end. */
    String counted() {
        return total == null ? Long.toString(done) : done + " of " + total;
    }

    /** From 0 to 100; 0 when nobody knows the end. */
    int percent() {
        return total == null ? 0 : (int) Math.max(0, Math.min(HUNDRED, done * HUNDRED / total));
    }
}
