package dev.tickwork.candleingest.quality;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    /** One of its prices is a multiple, or a fraction, of what the candles around it closed at. */
    JUMP("jump", new Measure("1.1", "1000000", false)),
    /** One price, candle after candle, although there is trade. */
    FROZEN("frozen", new Measure("2", "1000", true));

    private final String label;
    private final @Nullable Measure measure;

    Rule(String label) {
        this(label, null);
    }

    Rule(String label, @Nullable Measure measure) {
        this.label = label;
        this.measure = measure;
    }

    private record Measure(BigDecimal least, BigDecimal most, boolean isWhole) {
        Measure(String least, String most, boolean isWhole) {
            this(new BigDecimal(least), new BigDecimal(most), isWhole);
        }

        boolean fits(BigDecimal threshold) {
            return threshold.compareTo(least) >= 0
                    && threshold.compareTo(most) <= 0
                    && (!isWhole || threshold.stripTrailingZeros().scale() <= 0);
        }

        @Override
        public String toString() {
            return (isWhole ? "a whole number" : "a number") + " from " + least + " to " + most;
        }
    }

    /** As rows have it. */
    public String label() {
        return label;
    }

    /** Why it cannot measure against that, in words for people; empty when it can. */
    public Optional<String> complaint(@Nullable BigDecimal threshold) {
        if (measure == null) {
            return threshold == null ? Optional.empty() : Optional.of(label + " measures against nothing");
        }
        return threshold != null && measure.fits(threshold)
                ? Optional.empty()
                : Optional.of(label + " measures against " + measure);
    }

    /** By its label; empty for one that this release does not know. */
    public static Optional<Rule> of(String label) {
        return Arrays.stream(values()).filter(rule -> rule.label.equals(label)).findFirst();
    }
}
