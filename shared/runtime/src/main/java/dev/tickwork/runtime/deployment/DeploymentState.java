package dev.tickwork.runtime.deployment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a verticle is doing on a node. */
public enum DeploymentState {
    /** It is being started. */
    DEPLOYING,
    /** It runs. */
    DEPLOYED,
    /** It takes nothing new and ends what is under way. */
    DRAINING,
    /** It does not run, though it should. */
    FAILED;

    /** {@code deploying}, {@code deployed}, {@code draining} or {@code failed}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that label. */
    @JsonCreator
    public static DeploymentState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
