package dev.tickwork.candleingest.answers;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where candles came from, as the contract has it.
 *
 * @param simulated whether the provider simulator made it up
 * @param receivedAt when it was here; of a stream, its first part
 * @param attempt of the run; null when no run brought it
 * @param job of the run; null when there is no run or none is remembered
 * @param request what was asked, without secrets; null when nothing was
 * @param candles how many have their present values from it
 * @param formerValues how many values of it were restated since
 * @param doubted how many of its candles are or were in the quarantine
 * @param confirmations how many times it confirmed that a gap is empty
 * @param series whose candles have their present values from it
 */
record BatchItem(
        long id,
        String kind,
        String source,
        boolean simulated,
        String node,
        Instant receivedAt,
        @Nullable UUID runId,
        @Nullable Integer attempt,
        @Nullable String job,
        @Nullable UUID sessionId,
        @Nullable String request,
        long candles,
        long formerValues,
        long doubted,
        long confirmations,
        List<Share> series) {
    /**
     * The candles of one series among them.
     *
     * @param firstOpen of the oldest
     * @param lastOpen of the newest
     */
    record Share(String symbol, String timeframe, long candles, Instant firstOpen, Instant lastOpen) {}
}
