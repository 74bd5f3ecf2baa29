package dev.tickwork.candleingest;

import java.time.Duration;

/**
 * How the present is asked for, candle by candle.
 *
 * @param enabled whether it is
 * @param interval the time between two rounds over all series
 */
public record UpdateConfig(boolean enabled, Duration interval) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    public UpdateConfig {
        if (interval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("interval: " + interval + " is shorter than 1 s");
        }
    }
}
