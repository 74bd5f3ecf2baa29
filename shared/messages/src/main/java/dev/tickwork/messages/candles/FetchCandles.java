package dev.tickwork.messages.candles;

import java.time.Instant;
import java.util.Set;

/**
 * Which candles a run of {@link #JOB} shall bring. Safe to ask again: what is there already is not written twice.
 *
 * @param symbol ours, such as {@code BTCUSD}
 * @param timeframe its label, such as {@code 1h}; one that the exchange serves, for those built from others nothing is asked
 * @param from the first open
 * @param until the first open that is not wanted
 * @param reason {@code backfill}, {@code repair}, {@code update} or {@code catch-up}; stored with what comes
 */
public record FetchCandles(String symbol, String timeframe, Instant from, Instant until, String reason) {
    /** The job that takes this and results in {@link CandlesFetched}. */
    public static final String JOB = "candle-fetch";

    private static final Set<String> REASONS = Set.of("backfill", "repair", "update", "catch-up");

    public FetchCandles {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("from: " + from + " is not before until, " + until);
        }
        if (!REASONS.contains(reason)) {
            throw new IllegalArgumentException("reason: " + reason + " is none of " + REASONS);
        }
    }
}
