package dev.tickwork.runtime.health;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one thing is that the process depends on.
 *
 * @param state whether the process can work with it
 * @param reason what is wrong, for operators and without secrets; null when nothing is
 */
public record HealthCheck(State state, @Nullable String reason) {
    /** The better comes first. */
    public enum State {
        UP,
        /** Work goes on, but something is missing, late or made up for. */
        DEGRADED,
        /** The process is not ready. */
        DOWN;

        /** {@code up}, {@code degraded} or {@code down}. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static HealthCheck up() {
        return new HealthCheck(State.UP, null);
    }

    public static HealthCheck degraded(String reason) {
        return new HealthCheck(State.DEGRADED, reason);
    }

    public static HealthCheck down(String reason) {
        return new HealthCheck(State.DOWN, reason);
    }
}
