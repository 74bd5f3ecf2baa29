package dev.tickwork.providers;

import java.util.OptionalLong;

/**
 * What a provider's plan allows all our processes together.
 *
 * @param perMinute credits in a minute of the wall clock; empty when unlimited
 * @param perDay credits in a UTC day; empty when unlimited
 */
public record PlanLimits(OptionalLong perMinute, OptionalLong perDay) {
    /** No limit at all. */
    public static final PlanLimits NONE = new PlanLimits(OptionalLong.empty(), OptionalLong.empty());
}
