package dev.tickwork.candleingest;

import java.time.Duration;

/**
 * Whether closed candles are read again, to notice what the exchange has corrected without a word.
 *
 * @param enabled whether they are
 * @param interval the time between two rounds
 */
public record RereadConfig(boolean enabled, Duration interval) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    public RereadConfig {
        if (interval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("interval: " + interval + " is shorter than 1 min");
        }
    }
}
