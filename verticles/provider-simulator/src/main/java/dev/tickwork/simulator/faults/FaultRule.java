package dev.tickwork.simulator.faults;

import dev.tickwork.domain.candles.Span;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
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
 * @param from where the span begins that a kind is about; null for other kinds
 * @param until the first moment after that span; null for other kinds
 * @param endsAt when the fault ends by itself, by the simulator's clock; null when it is taken back or used up
 * @param seconds how late {@link FaultKind#LATE} is, or how old a connection {@link FaultKind#CLOSED_SOCKET} closes; null
 *     for other kinds, and for connections of any age
 */
public record FaultRule(
        String provider,
        FaultKind kind,
        @Nullable String symbol,
        @Nullable Integer times,
        @Nullable BigDecimal probability,
        @Nullable Integer retryAfterSeconds,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Instant endsAt,
        @Nullable Integer seconds) {
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
        if (seconds != null && seconds < 0) {
            throw new IllegalArgumentException("seconds: " + seconds + " is below 0");
        }
        if (kind == FaultKind.LATE && seconds == null) {
            throw new IllegalArgumentException("seconds: late needs them");
        }
        if (kind.isStanding() && (times != null || probability != null)) {
            throw new IllegalArgumentException(
                    "kind: " + kind.label() + " holds all the time, so times and probability mean nothing");
        }
        checkSpan(kind, from, until);
    }

    /** Calls to {@code provider} fail as the other components say. */
    public FaultRule(
            String provider,
            FaultKind kind,
            @Nullable String symbol,
            @Nullable Integer times,
            @Nullable BigDecimal probability,
            @Nullable Integer retryAfterSeconds) {
        this(provider, kind, symbol, times, probability, retryAfterSeconds, null, null, null, null);
    }

    /** Every call to {@code provider} fails until the rule is taken back. */
    public static FaultRule always(String provider, FaultKind kind) {
        return new FaultRule(provider, kind, null, null, null, null);
    }

    /** Something about a span of the market's time. */
    public static FaultRule during(String provider, FaultKind kind, Instant from, Instant until) {
        return new FaultRule(provider, kind, null, null, null, null, from, until, null, null);
    }

    /** Everything is that late until the rule is taken back. */
    public static FaultRule late(String provider, int seconds) {
        return new FaultRule(provider, FaultKind.LATE, null, null, null, null, null, null, null, seconds);
    }

    /** Connections break at that age until the rule is taken back. */
    public static FaultRule closing(String provider, int seconds) {
        return new FaultRule(provider, FaultKind.CLOSED_SOCKET, null, null, null, null, null, null, null, seconds);
    }

    /** This rule, for that many calls only. */
    public FaultRule times(int calls) {
        return new FaultRule(
                provider, kind, symbol, calls, probability, retryAfterSeconds, from, until, endsAt, seconds);
    }

    /** This rule, only for calls that ask for {@code symbol}. */
    public FaultRule onlyFor(String symbol) {
        return new FaultRule(
                provider, kind, symbol, times, probability, retryAfterSeconds, from, until, endsAt, seconds);
    }

    /** This rule, until that moment of the simulator's clock. */
    public FaultRule endingAt(Instant end) {
        return new FaultRule(provider, kind, symbol, times, probability, retryAfterSeconds, from, until, end, seconds);
    }

    private static void checkSpan(FaultKind kind, @Nullable Instant from, @Nullable Instant until) {
        if (kind.isOfSpan() && (from == null || until == null || !from.isBefore(until))) {
            throw new IllegalArgumentException("until: " + kind.label() + " needs from, and until after it");
        }
    }

    boolean isOverAt(Instant now) {
        return endsAt != null && !now.isBefore(endsAt);
    }

    /** The span that it is about; only for kinds that have one. */
    public Span span() {
        return new Span(Objects.requireNonNull(from), Objects.requireNonNull(until));
    }

    /** Whether a symbol is the one meant; XAUUSD and XAU/USD are the same. */
    public boolean means(String candidate) {
        return symbol == null || letters(symbol).equals(letters(candidate));
    }

    private static String letters(String symbol) {
        return symbol.replaceAll("[^A-Za-z0-9]", "");
    }
}
