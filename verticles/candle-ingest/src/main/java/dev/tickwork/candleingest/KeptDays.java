package dev.tickwork.candleingest;

import dev.tickwork.domain.candles.Timeframe;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many days candles are kept.
 *
 * @param configured those that were given
 */
public record KeptDays(Map<Timeframe, Integer> configured) {
    private static final int MOST = 36_500;

    public KeptDays {
        configured = Map.copyOf(configured);
        configured.forEach((timeframe, days) -> {
            if (days < 1 || days > MOST) {
                throw new IllegalArgumentException(
                        "retentionDays: " + timeframe.label() + " must be 1 to " + MOST + " days but is " + days);
            }
        });
    }

    /**
     * As written in a file, by label.
     *
     * @throws IllegalArgumentException naming the label or the number that is wrong
     */
    static KeptDays parse(Map<String, Integer> byLabel) {
        Map<Timeframe, Integer> days = new EnumMap<>(Timeframe.class);
        byLabel.forEach((label, number) -> days.put(timeframe(label), number));
        return new KeptDays(days);
    }

    /** Of one timeframe: its own days, else those of the next longer one that has some; empty when kept for ever. */
    public OptionalInt of(Timeframe timeframe) {
        return Arrays.stream(Timeframe.values())
                .filter(other -> other.compareTo(timeframe) >= 0)
                .map(configured::get)
                .flatMap(days -> Optional.ofNullable(days).stream())
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    /** How far back a timeframe is looked after: no further than {@code backfillDays}, nor than it is kept. */
    public int lookedAfter(Timeframe timeframe, int backfillDays) {
        return Math.min(backfillDays, of(timeframe).orElse(backfillDays));
    }

    private static Timeframe timeframe(String label) {
        try {
            return Timeframe.of(label);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("retentionDays: " + e.getMessage(), e);
        }
    }
}
