package dev.tickwork.upstream;

import dev.tickwork.redis.SharedBudget;
import dev.tickwork.redis.SharedRateLimit;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What the door is built from.
 *
 * @param clock the clock that all nodes follow: limits and credits are shared by it
 * @param pause lets time pass on that clock, which may be faster than the real one
 * @param random spreads retries; safe for many threads
 * @param rateLimit the pace that all nodes share
 * @param budget the credits that all nodes share
 * @param meters where requests, waits and states are counted
 */
public record UpstreamParts(
        Vertx vertx,
        Clock clock,
        Pause pause,
        RandomGenerator random,
        SharedRateLimit rateLimit,
        SharedBudget budget,
        MeterRegistry meters) {
    /** Where the clock is as fast as the real one. */
    public UpstreamParts(
            Vertx vertx,
            Clock clock,
            RandomGenerator random,
            SharedRateLimit rateLimit,
            SharedBudget budget,
            MeterRegistry meters) {
        this(vertx, clock, Pause.real(vertx), random, rateLimit, budget, meters);
    }
}
