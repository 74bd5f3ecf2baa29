package dev.tickwork.jobs;

import java.time.Instant;

/**
 * What a run said of itself.
 *
 * @param at when
 * @param level how bad it is
 * @param message without secrets, bounded
 */
public record LogLine(Instant at, Level level, String message) {
    /** How bad it is. */
    public enum Level {
        INFO,
        WARN,
        ERROR
    }
}
