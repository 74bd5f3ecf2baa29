package dev.tickwork.candleingest.update;

import dev.tickwork.jobs.Cadence;
import java.time.Duration;

/**
 * How often closed candles are read again: as wished, but never so often that little is left of what the exchange allows.
 *
 * @param wished the time from one round to the next
 * @param betweenCalls how long lies between two requests
 */
public record RereadPace(Duration wished, Duration betweenCalls) {
    /** Of so many requests that are allowed it takes one. */
    private static final int SHARE = 10;

    /** How often that is for so many series, and why not as wished. */
    public Cadence cadence(int series) {
        Duration fitting = betweenCalls.multipliedBy((long) SHARE * series);
        return wished.compareTo(fitting) >= 0
                ? Cadence.of(wished)
                : new Cadence(
                        fitting,
                        null,
                        Seconds.of(wished) + " are too few: " + series + " series take a request each, "
                                + Seconds.of(betweenCalls) + " apart, and only one request in " + SHARE
                                + " is for what is read again");
    }
}
