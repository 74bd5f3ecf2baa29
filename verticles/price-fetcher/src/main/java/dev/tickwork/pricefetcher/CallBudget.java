package dev.tickwork.pricefetcher;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What a provider's plan allows; one symbol costs one credit.
 *
 * @param perMinute credits in a minute of the wall clock; empty when unlimited
 * @param perDay credits in a UTC day; empty when unlimited
 */
record CallBudget(OptionalInt perMinute, OptionalInt perDay) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    static final CallBudget UNLIMITED = new CallBudget(OptionalInt.empty(), OptionalInt.empty());

    /** How many of {@code symbols} one call can ask for. */
    int symbolsPerCall(int symbols) {
        return Math.max(1, Math.min(symbols, perMinute.orElse(symbols)));
    }

    /**
     * The shortest interval between calls of {@code symbols} each that stays within the plan. Whole calls are counted in a
     * whole minute, because the provider's window is the minute of the wall clock: 8 credits let a call of 6 happen once
     * in it, not every 45 seconds.
     */
    Duration shortestInterval(int symbols) {
        Duration byMinute = perMinute.isEmpty() ? Duration.ZERO : spread(MINUTE, perMinute.getAsInt(), symbols);
        Duration byDay = perDay.isEmpty() ? Duration.ZERO : spread(DAY, perDay.getAsInt(), symbols);
        return byMinute.compareTo(byDay) > 0 ? byMinute : byDay;
    }

    /** This plan without what {@code credits} others use in a day. At least one credit stays. */
    CallBudget without(int credits) {
        return perDay.isEmpty()
                ? this
                : new CallBudget(perMinute, OptionalInt.of(Math.max(1, perDay.getAsInt() - credits)));
    }

    private static Duration spread(Duration window, int credits, int symbols) {
        int calls = credits / symbols;
        return calls > 0
                ? window.dividedBy(calls)
                : window.multipliedBy(symbols).dividedBy(credits);
    }
}
