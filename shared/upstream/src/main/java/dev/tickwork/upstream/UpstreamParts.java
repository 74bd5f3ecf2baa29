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
 * @param random spreads retries; safe for many threads
 * @param rateLimit the pace that all nodes share
 * @param budget the credits that all nodes share
 * @param meters where requests, waits and states are counted
 */
public record UpstreamParts(
        Vertx vertx,
        Clock clock,
        RandomGenerator random,
        SharedRateLimit rateLimit,
        SharedBudget budget,
        MeterRegistry meters) {}
