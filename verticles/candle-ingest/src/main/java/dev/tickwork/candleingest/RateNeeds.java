package dev.tickwork.candleingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the exchange will be asked, beside what it may be asked.
 *
 * @param betweenCalls how long lies between two requests
 * @param updateEvery how often every series is asked for its newest candles; null when they are not
 * @param rereadEvery how often every series is asked for closed ones, at most; null when they are not
 * @param series how many those are
 * @param catchUps requests for what was missed before the start
 * @param backfill requests that load the past
 */
record RateNeeds(
        Duration betweenCalls,
        @Nullable Duration updateEvery,
        @Nullable Duration rereadEvery,
        int series,
        int catchUps,
        int backfill) {
    private static final BigDecimal MINUTE = BigDecimal.valueOf(60_000);

    /** Requests a minute that are allowed. */
    BigDecimal allowed() {
        return perMinute(1, betweenCalls);
    }

    /** Requests a minute that updates take. */
    BigDecimal updates() {
        return perMinute(updateEvery);
    }

    /** Requests a minute that reading again takes, at most. */
    BigDecimal rereads() {
        return perMinute(rereadEvery);
    }

    /** Minutes until all else is asked, by what those leave; empty when they leave nothing. */
    Optional<BigDecimal> minutes() {
        BigDecimal left = allowed().subtract(updates()).subtract(rereads());
        return left.signum() <= 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(catchUps + (long) backfill).divide(left, 1, RoundingMode.UP));
    }

    private BigDecimal perMinute(@Nullable Duration every) {
        return every == null ? BigDecimal.ZERO : perMinute(series, every);
    }

    private static BigDecimal perMinute(int requests, Duration in) {
        return MINUTE.multiply(BigDecimal.valueOf(requests))
                .divide(BigDecimal.valueOf(Math.max(1, in.toMillis())), 1, RoundingMode.HALF_UP);
    }
}
