package dev.tickwork.runtime.clock;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator wants the clock: {@code 2013-11-01T00:00Z}, with {@code *60} behind it to run sixty times as fast,
 * or {@code real} for the true time.
 *
 * @param startsAt the moment to start from; null for the true time
 * @param speed clock seconds per true second; 1 for the true time
 */
public record ClockSpec(@Nullable Instant startsAt, BigDecimal speed) {
    private static final Pattern FORM = Pattern.compile("([^*]+?)(?:\\*(\\d{1,4}(?:\\.\\d{1,3})?))?");
    private static final BigDecimal SLOWEST = new BigDecimal("0.1");
    private static final BigDecimal FASTEST = new BigDecimal("3600");

    /** The true time. */
    public static final ClockSpec REAL = new ClockSpec(null, BigDecimal.ONE);

    public ClockSpec {
        speed = speed.stripTrailingZeros();
        if (speed.compareTo(SLOWEST) < 0 || speed.compareTo(FASTEST) > 0) {
            throw new IllegalArgumentException(
                    "the speed " + speed.toPlainString() + " is not between 0.1 and 3600 times the true time");
        }
    }

    /** Reads the text form; an {@link IllegalArgumentException} says what would be right. */
    public static ClockSpec parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw refusal(text);
        }
        if (matcher.group(1).equals("real") && matcher.group(2) == null) {
            return REAL;
        }
        BigDecimal speed = matcher.group(2) == null ? BigDecimal.ONE : new BigDecimal(matcher.group(2));
        return new ClockSpec(instant(matcher.group(1), text), speed);
    }

    private static Instant instant(String moment, String text) {
        try {
            return OffsetDateTime.parse(moment).toInstant();
        } catch (DateTimeParseException e) {
            throw refusal(text);
        }
    }

    private static IllegalArgumentException refusal(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is not a clock such as 2013-11-01T00:00Z, 2013-11-01T00:00Z*60 or real");
    }

    public boolean isReal() {
        return startsAt == null;
    }

    /** The text form again, always the same for the same clock. */
    @Override
    public String toString() {
        if (startsAt == null) {
            return "real";
        }
        return speed.compareTo(BigDecimal.ONE) == 0 ? startsAt.toString() : startsAt + "*" + speed.toPlainString();
    }
}
