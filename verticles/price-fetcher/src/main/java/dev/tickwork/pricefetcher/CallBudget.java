package dev.tickwork.pricefetcher;

import dev.tickwork.providers.PlanLimits;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How many calls a provider's plan pays for; one symbol costs one credit.
 *
 * @param plan what it allows for quotes
 */
record CallBudget(PlanLimits plan) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    static final CallBudget UNLIMITED = new CallBudget(PlanLimits.NONE);

    /** How many of {@code symbols} one call can ask for. */
    int symbolsPerCall(int symbols) {
        return (int) Math.max(1, Math.min(symbols, plan.perMinute().orElse(symbols)));
    }

    /**
     * The shortest interval between calls of {@code symbols} each that stays within the plan. Whole calls are counted in a
     * whole minute, because the provider's window is the minute of the wall clock: 8 credits let a call of 6 happen once
     * in it, not every 45 seconds.
     */
    Duration shortestInterval(int symbols) {
        Duration byMinute = spread(MINUTE, plan.perMinute(), symbols);
        Duration byDay = spread(DAY, plan.perDay(), symbols);
        return byMinute.compareTo(byDay) > 0 ? byMinute : byDay;
    }

    /** This budget without what {@code credits} others use in a day. At least one credit stays. */
    CallBudget without(long credits) {
        return plan.perDay().isEmpty()
                ? this
                : withPerDay(Math.max(1, plan.perDay().getAsLong() - credits));
    }

    /** What the plan allows, in words for people. */
    String inWords() {
        return text(plan.perMinute()) + " credits a minute and " + text(plan.perDay()) + " a day for quotes";
    }

    private CallBudget withPerDay(long credits) {
        return new CallBudget(new PlanLimits(plan.perMinute(), OptionalLong.of(credits)));
    }

    private static Duration spread(Duration window, OptionalLong limit, int symbols) {
        if (limit.isEmpty()) {
            return Duration.ZERO;
        }
        long calls = limit.getAsLong() / symbols;
        return calls > 0
                ? window.dividedBy(calls)
                : window.multipliedBy(symbols).dividedBy(limit.getAsLong());
    }

    private static String text(OptionalLong limit) {
        return limit.isPresent() ? String.valueOf(limit.getAsLong()) : "unlimited";
    }
}
