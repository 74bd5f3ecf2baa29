package dev.tickwork.simulator.faults;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A way in which a provider fails. */
public enum FaultKind {
    /** Status 429, with Retry-After when the rule names one. */
    RATE_LIMITED,
    /** Status 500. */
    SERVER_ERROR,
    /** Not a byte comes, until the caller gives up. */
    HANG,
    /** The right answer, one byte at a time, so slowly that no caller should wait for it. */
    SLOW_DRIP,
    /** The connection ends in the middle of the body. */
    CUT,
    /** Status 200 and a web page, as a gateway in front of a provider answers. */
    HTML,
    /** Status 200 and a body that ends too early although the connection is sound. */
    TRUNCATED_JSON,
    /** Status 200 and an error in the body; in a batch only for the rule's symbol. */
    ERROR_IN_200,
    /** The credits of the minute are used up. */
    MINUTE_CREDITS_SPENT,
    /** The credits of the day are used up. */
    DAY_CREDITS_SPENT,
    /** Prices of something that nobody asked for. */
    WRONG_SYMBOLS,
    /** Prices and stamps that cannot be; each call has another one. */
    ABSURD_VALUES;

    /** Snake case, such as {@code slow_drip}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that label; an {@link IllegalArgumentException} names all that exist. */
    @JsonCreator
    public static FaultKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind: \"" + label + "\" is not one of "
                        + Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(", "))));
    }
}
