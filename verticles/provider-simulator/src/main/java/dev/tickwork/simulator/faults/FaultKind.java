package dev.tickwork.simulator.faults;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A way in which a provider fails, or in which its market is not as usual. */
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
    ABSURD_VALUES,
    /** Nothing was traded in the rule's span, so there is no candle. */
    NO_TRADES(Nature.SPAN),
    /** The provider was out of order in the rule's span, and nothing was traded in it. */
    DOWNTIME(Nature.SPAN),
    /** Candles of the rule's span have changed since they were over. */
    RESTATED(Nature.SPAN),
    /** Out of order, and saying so. */
    MAINTENANCE(Nature.STATE),
    /** Answers and streams are the rule's seconds behind the market. */
    LATE(Nature.STATE),
    /** Streams that are open say nothing at all. */
    SILENT_SOCKET(Nature.STATE),
    /** Rows of an answer, and updates of a stream, come twice. */
    DUPLICATES(Nature.EVENT),
    /** Rows of an answer are jumbled, and a stream repeats the candle before after each update. */
    OUT_OF_ORDER(Nature.EVENT),
    /** Updates of a stream are counted, but do not come. */
    LOST_FRAMES(Nature.EVENT),
    /** A channel of a stream says nothing any more while the others go on, until it is subscribed anew. */
    SILENT_CHANNEL(Nature.EVENT),
    /** A stream's connection breaks, once it is as old as the rule's seconds. */
    CLOSED_SOCKET(Nature.EVENT),
    /** A stream says that it stops and asks to be opened again; then it closes. */
    RESTARTING(Nature.EVENT);

    /** What a rule of a kind applies to. */
    private enum Nature {
        CALL,
        EVENT,
        STATE,
        SPAN
    }

    private final Nature nature;

    FaultKind() {
        this(Nature.CALL);
    }

    FaultKind(Nature nature) {
        this.nature = nature;
    }

    /** Whether it hits calls, whatever they ask for. */
    public boolean isOfCalls() {
        return nature == Nature.CALL;
    }

    /** Whether it holds all the time, so that it cannot be counted or happen to some only. */
    public boolean isStanding() {
        return nature == Nature.STATE || nature == Nature.SPAN;
    }

    /** Whether it is about a span of the market's time. */
    public boolean isOfSpan() {
        return nature == Nature.SPAN;
    }

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
