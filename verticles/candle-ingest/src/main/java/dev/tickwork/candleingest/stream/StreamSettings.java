package dev.tickwork.candleingest.stream;

import java.time.Duration;

/**
 * How candles are heard and stored.
 *
 * @param perConnection how many series share a connection
 * @param lookback how far back is asked for when a node begins to listen
 * @param grace how long after its end the exchange may take to tell a candle
 * @param saving when what was heard is stored
 * @param reconnecting how long to wait before another connection
 */
public record StreamSettings(
        int perConnection, Duration lookback, Duration grace, Saving saving, Reconnecting reconnecting) {
    /**
     * When what was heard is stored.
     *
     * @param batch as soon as so many candles wait
     * @param flush or the oldest has waited so long
     * @param room the most candles that wait on this node
     */
    public record Saving(int batch, Duration flush, int room) {}

    /**
     * Waits that double from one failure to the next.
     *
     * @param first the first one
     * @param longest none is longer
     */
    public record Reconnecting(Duration first, Duration longest) {
        private static final int MOST_DOUBLINGS = 20;

        /** The wait after so many failures in a row, from 1. */
        Duration wait(int failures) {
            Duration grown = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
            return grown.compareTo(longest) > 0 ? longest : grown;
        }
    }
}
