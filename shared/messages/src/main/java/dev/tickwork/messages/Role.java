package dev.tickwork.messages;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a caller may do; each role includes those before it. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Also votes, predicts, owns things of its own. */
    MEMBER,
    /** Also acts on jobs. */
    OPERATOR,
    /** Also configures. */
    ADMIN;

    public boolean isAtLeast(Role other) {
        return compareTo(other) >= 0;
    }

    /** {@code viewer}, {@code member}, {@code operator} or {@code admin}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that label, in any case; an {@link IllegalArgumentException} names the four that exist. */
    @JsonCreator
    public static Role of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "role: \"" + label + "\" is not one of viewer, member, operator, admin"));
    }
}
