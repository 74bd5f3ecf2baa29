package dev.tickwork.candleingest.update;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether all series can be asked for in time.
 *
 * @param interval from one round to the next
 * @param betweenCalls how long lies between two requests
 */
public record UpdatePace(Duration interval, Duration betweenCalls) {
    /** Why so many series are too many, in words for people; empty when they are not. */
    public Optional<String> tooFast(int series) {
        Duration round = betweenCalls.multipliedBy(series);
        return interval.compareTo(round) >= 0
                ? Optional.empty()
                : Optional.of(seconds(interval) + " are too few: " + series + " series take a request each, "
                        + seconds(betweenCalls) + " apart, which makes " + seconds(round)
                        + " a round; nothing would be left for backfills and repairs");
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
