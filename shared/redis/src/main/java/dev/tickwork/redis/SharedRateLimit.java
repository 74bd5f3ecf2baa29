package dev.tickwork.redis;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Limits how often something is done by all nodes together. While Redis is away each node keeps the limit for itself,
 * starting from what it knows, and goes back by itself: no call fails because Redis is away. Time is the caller's: nodes
 * follow one clock. When that is moved back, all limits start anew.
 */
public final class SharedRateLimit {
    private final RedisRateLimit shared;
    private final LocalRateLimit local = new LocalRateLimit();
    private final Refusals refusals;

    public SharedRateLimit(RedisLink link) {
        this.shared = new RedisRateLimit(link);
        this.refusals = new Refusals(link);
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
        local.hold(name, micros(now), micros(until));
        return shared.hold(name, micros(now), fullIn, micros(until))
                .recover(failure ->
                        failure instanceof RedisDown ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    /**
     * Until when {@link #holdUntil} lets nobody through, on whatever node that was said: for who was given a turn before
     * it. The epoch when nobody said so.
     */
    public Future<Instant> heldUntil(String name, Instant now) {
        long known = local.heldUntil(name, micros(now));
        return shared.heldUntil(name, micros(now))
                .recover(failure ->
                        failure instanceof RedisDown ? Future.succeededFuture(known) : Future.failedFuture(failure))
                .map(until -> Instant.EPOCH.plus(Math.max(until, known), ChronoUnit.MICROS));
    }

    /**
     * The other side has refused once more. What is counted outlives processes, and is lost with Redis: then it begins
     * anew.
     *
     * @param names what is counted, each by itself
     * @param kept how long a count waits for the next refusal
     * @return how often in a row that is, in the order of the names
     */
    public Future<List<Integer>> refused(List<String> names, Duration kept) {
        return refusals.count(names, kept);
    }

    /** The other side has answered, so that nothing of these is in a row any more. Safe to repeat. */
    public Future<Void> answered(List<String> names) {
        return refusals.end(names);
    }

    private Gcra learnt(PermitRequest request, long now, Gcra decision) {
        local.learn(request.name(), now, decision.fullIn());
        return decision;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
