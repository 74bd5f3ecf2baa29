package dev.tickwork.messages.candles;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which candles a run of {@link #JOB} shall bring. Safe to ask again: what is there already is not written twice.
 *
 * @param symbol ours, such as {@code BTCUSD}
 * @param timeframe its label, such as {@code 1h}; one that the exchange serves, for those built from others nothing is asked
 * @param from the first open
 * @param until the first open that is not wanted
 * @param reason {@code backfill}, {@code repair}, {@code update}, {@code reread} or {@code catch-up}; stored with what comes
 * @param parts stretches of it of each of which the result shall speak; null when it shall speak of the whole only
 */
public record FetchCandles(
        String symbol,
        String timeframe,
        Instant from,
        Instant until,
        String reason,
        @Nullable List<Part> parts) {
    /** The job that takes this and results in {@link CandlesFetched}. */
    public static final String JOB = "candle-fetch";

    private static final Set<String> REASONS = Set.of("backfill", "repair", "update", "reread", "catch-up");

    public FetchCandles {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("from: " + from + " is not before until, " + until);
        }
        if (!REASONS.contains(reason)) {
            throw new IllegalArgumentException("reason: " + reason + " is none of " + REASONS);
        }
        parts = parts == null ? null : List.copyOf(parts);
    }

    /**
     * A stretch of what is wanted.
     *
     * @param from its first open
     * @param until the first open after it
     */
    public record Part(Instant from, Instant until) {}

    /** The whole of it is wanted, and nothing of it in particular. */
    public FetchCandles(String symbol, String timeframe, Instant from, Instant until, String reason) {
        this(symbol, timeframe, from, until, reason, null);
    }
}
