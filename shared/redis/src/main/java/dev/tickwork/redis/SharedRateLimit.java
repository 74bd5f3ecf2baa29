package dev.tickwork.redis;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Limits how often something is done by all nodes together. While Redis is away each node keeps the limit for itself,
 * starting from what it knows, and goes back by itself: no call fails because Redis is away. Time is the caller's: nodes
 * follow one clock. When that is moved back, all limits start anew.
 */
public final class SharedRateLimit {
    private final RedisRateLimit shared;
    private final LocalRateLimit local = new LocalRateLimit();

    public SharedRateLimit(RedisLink link) {
        this.shared = new RedisRateLimit(link);
    }

    /** Takes permits to be used after {@link Permit#delay()}, unless that is longer than the request's patience. */
    public Future<Permit> reserve(PermitRequest request, Instant now) {
        long micros = micros(now);
        return shared.take(request, micros, local.known(request.name(), micros))
                .map(decision -> learnt(request, micros, decision))
                .recover(failure -> failure instanceof RedisDown
                        ? Future.succeededFuture(local.take(request, micros))
                        : Future.failedFuture(failure))
                .map(decision -> decision.permit(request.rate()));
    }

    /** Takes one permit now or not at all. */
    public Future<Permit> tryAcquire(String name, Rate rate, Instant now) {
        return reserve(new PermitRequest(name, rate, 1, Duration.ZERO), now);
    }

    /**
     * Lets nobody through before a moment, because the other side has said so; then one by one. Safe to repeat, and
     * never shortens an earlier hold.
     */
    public Future<Void> holdUntil(String name, Rate rate, Instant until, Instant now) {
        long fullIn = Gcra.heldFor(rate, Math.max(0, micros(until) - micros(now)));
        local.learn(name, micros(now), fullIn);
        return shared.hold(name, micros(now), fullIn)
                .recover(failure ->
                        failure instanceof RedisDown ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    private Gcra learnt(PermitRequest request, long now, Gcra decision) {
        local.learn(request.name(), now, decision.fullIn());
        return decision;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
