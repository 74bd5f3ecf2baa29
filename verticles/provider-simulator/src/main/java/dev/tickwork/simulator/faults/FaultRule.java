package dev.tickwork.simulator.faults;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * When a provider shall fail, and how.
 *
 * @param provider the provider's stable name, such as {@code twelvedata}
 * @param kind how
 * @param symbol only calls that ask for it, such as {@code XAUUSD}, in our spelling or the vendor's; null for all calls
 * @param times for that many calls, at least 1; null until it is taken back
 * @param probability how likely each call is to be hit, above 0 and at most 1; null for every call
 * @param retryAfterSeconds what {@link FaultKind#RATE_LIMITED} asks the caller to wait; null to leave it unsaid
 */
public record FaultRule(
        String provider,
        FaultKind kind,
        @Nullable String symbol,
        @Nullable Integer times,
        @Nullable BigDecimal probability,
        @Nullable Integer retryAfterSeconds) {
    public FaultRule {
        if (times != null && times < 1) {
            throw new IllegalArgumentException("times: " + times + " is not at least 1");
        }
        if (probability != null && (probability.signum() <= 0 || probability.compareTo(BigDecimal.ONE) > 0)) {
            throw new IllegalArgumentException("probability: " + probability + " is not above 0 and at most 1");
        }
        if (retryAfterSeconds != null && retryAfterSeconds < 0) {
            throw new IllegalArgumentException("retry_after_seconds: " + retryAfterSeconds + " is below 0");
        }
    }

    /** Every call to {@code provider} fails until the rule is taken back. */
    public static FaultRule always(String provider, FaultKind kind) {
        return new FaultRule(provider, kind, null, null, null, null);
    }

    /** This rule, for that many calls only. */
    public FaultRule times(int calls) {
        return new FaultRule(provider, kind, symbol, calls, probability, retryAfterSeconds);
    }

    /** This rule, only for calls that ask for {@code symbol}. */
    public FaultRule onlyFor(String symbol) {
        return new FaultRule(provider, kind, symbol, times, probability, retryAfterSeconds);
    }

    /** Whether a symbol is the one meant; XAUUSD and XAU/USD are the same. */
    public boolean means(String candidate) {
        return symbol == null || letters(symbol).equals(letters(candidate));
    }

    private static String letters(String symbol) {
        return symbol.replaceAll("[^A-Za-z0-9]", "");
    }
}
