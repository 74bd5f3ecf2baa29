package dev.tickwork.simulator.market;

import java.time.Instant;

/**
 * How busy a market is over the week, as a clock that runs faster when much is traded. Prices that walk by this clock are
 * calm at night and nearly still at the weekend, so that a market opens on Sunday near where it closed on Friday. On the
 * average of a week it runs as fast as any other clock.
 */
final class Activity {
    private static final int HOURS = 7 * 24;
    private static final long WEEK = HOURS * 3600L;
    /** From Monday, 1901-12-16, 00:00 UTC, so that a path covers all dates until the year 2174. */
    private static final long START = -2_147_299_200L;

    /** Weekday hours in UTC: Asia is calm, London opens at 7, New York overlaps with it from 12 to 16. */
    private static final double[] WEEKDAY = {
        0.7, 0.8, 0.7, 0.6, 0.5, 0.6, 0.9, 1.4, 1.5, 1.4, 1.2, 1.1, 1.5, 2.0, 2.1, 1.9, 1.6, 1.2, 1.0, 0.9, 0.7, 0.4,
        0.4, 0.6
    };

    private static final int FRIDAY_22_HOURS = 4 * 24 + 22;
    private static final int SUNDAY_22_HOURS = 6 * 24 + 22;

    /** Money, metals, and what is listed in New York. */
    static final Activity BANKS = new Activity(0.08, 0);
    /** Coins: half of their trade keeps no hours. */
    static final Activity COINS = new Activity(0.5, 0.5);

    private final double[] weights = new double[HOURS];
    private final double[] elapsed = new double[HOURS];

    private Activity(double weekend, double floor) {
        double sum = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            boolean closed = hour >= FRIDAY_22_HOURS && hour < SUNDAY_22_HOURS;
            weights[hour] = floor + (closed ? weekend : (1 - floor) * WEEKDAY[hour % 24]);
            sum += weights[hour];
        }
        double before = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            weights[hour] *= HOURS / sum;
            elapsed[hour] = before;
            before += weights[hour] * 3600;
        }
    }

    /** Seconds that this clock has counted at {@code at} since the end of 1901. */
    double elapsed(Instant at) {
        long seconds = at.getEpochSecond() - START;
        int secondOfWeek = (int) Math.floorMod(seconds, WEEK);
        int hour = secondOfWeek / 3600;
        double withinHour = secondOfWeek % 3600 + at.getNano() / 1e9;
        return (double) Math.floorDiv(seconds, WEEK) * WEEK + elapsed[hour] + weights[hour] * withinHour;
    }
}
