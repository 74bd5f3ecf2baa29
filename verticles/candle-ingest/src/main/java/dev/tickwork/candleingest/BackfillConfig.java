package dev.tickwork.candleingest;

/**
 * What is wanted of the past.
 *
 * @param onStartup whether a start loads what is missing, and what backfills leave is loaded by another; else that is given up
 * @param days how many days back; no further than a timeframe is kept
 */
public record BackfillConfig(boolean onStartup, int days) {
    private static final int MOST = 36_500;

    public BackfillConfig {
        if (days < 1 || days > MOST) {
            throw new IllegalArgumentException("days: must be 1 to " + MOST + " but is " + days);
        }
    }
}
