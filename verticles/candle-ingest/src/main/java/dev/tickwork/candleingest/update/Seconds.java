package dev.tickwork.candleingest.update;

import java.time.Duration;

/** Durations in words for people. */
final class Seconds {
    private Seconds() {}

    static String of(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
