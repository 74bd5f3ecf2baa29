package dev.tickwork.runtime.deployment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a redeploy ended on one node.
 *
 * @param result what runs there now
 * @param reason why it is not the new one; null when it is
 */
record Redeployed(Result result, @Nullable String reason) {
    /** What runs after a redeploy. */
    enum Result {
        /** The verticle with its new configuration. */
        DONE,
        /** The verticle with the configuration of before. */
        WENT_BACK,
        /** Nothing: the way back failed too. */
        FAILED;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Result of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    static Redeployed done() {
        return new Redeployed(Result.DONE, null);
    }

    boolean isDone() {
        return result == Result.DONE;
    }
}
