package dev.tickwork.candleingest.quality;

import java.util.Arrays;
import java.util.Optional;

/** Why a candle may be doubted. The names are stored and never change. */
public enum Rule {
    /** The highest price is below the lowest. */
    HIGH_BELOW_LOW("high-below-low"),
    /** Open or close lies outside of what is said to be lowest and highest. */
    OUTSIDE_RANGE("outside-range"),
    /** A price is zero or less. */
    NOT_POSITIVE("not-positive"),
    /** Less than nothing was traded. */
    NEGATIVE_VOLUME("negative-volume"),
    /** The price is a multiple or a fraction of its neighbours'. */
    JUMP("jump"),
    /** One price, candle after candle, although there is trade. */
    FROZEN("frozen");

    private final String label;

    Rule(String label) {
        this.label = label;
    }

    /** As rows have it. */
    public String label() {
        return label;
    }

    /** By its label; empty for one that this release does not know. */
    static Optional<Rule> of(String label) {
        return Arrays.stream(values()).filter(rule -> rule.label.equals(label)).findFirst();
    }
}
