package dev.tickwork.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.List;

/** The limiter that all nodes share. Fails with {@link RedisDown} while Redis is away. */
final class RedisRateLimit {
    /** Kept a little longer than needed: nodes' clocks differ from Redis' own. */
    private static final String SPARE_MS = "60000";

    private static final Script TAKE = new Script("""
            local now, interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
            local cost, patience, known = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
            local full_at = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), known)
            local full_in = math.max(0, full_at - now)
            local after = math.floor(full_in + cost * interval + 0.5)
            local wait = math.max(0, math.floor(after - burst * interval + 0.5))
            if wait > patience then
              return {0, wait, full_in}
            end
            redis.call('SET', KEYS[1], string.format('%.0f', now + after),
                       'PX', math.ceil(after / 1000) + tonumber(ARGV[7]))
            return {1, wait, after}
            """);

    private static final Script HOLD = new Script("""
            local now, full_in = tonumber(ARGV[1]), tonumber(ARGV[2])
            local full_at = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now + full_in)
            redis.call('SET', KEYS[1], string.format('%.0f', full_at),
                       'PX', math.ceil((full_at - now) / 1000) + tonumber(ARGV[3]))
            return 1
            """);

    private final RedisLink link;

    RedisRateLimit(RedisLink link) {
        this.link = link;
    }

    /**
     * Takes permits if they come within the request's patience.
     *
     * @param now microseconds of the epoch
     * @param known the full moment that this node knows of, in case Redis has forgotten or never heard
     */
    Future<Gcra> take(PermitRequest request, long now, long known) {
        List<String> arguments = List.of(
                Long.toString(now),
                Double.toString(request.rate().interval()),
                Integer.toString(request.rate().burst()),
                Integer.toString(request.cost()),
                Long.toString(Gcra.micros(request.patience())),
                Long.toString(known),
                SPARE_MS);
        return TAKE.run(link, List.of(RedisKeys.rateLimit(request.name())), arguments)
                .map(RedisRateLimit::decision);
    }

    Future<Void> hold(String name, long now, long fullIn) {
        List<String> arguments = List.of(Long.toString(now), Long.toString(fullIn), SPARE_MS);
        return HOLD.run(link, List.of(RedisKeys.rateLimit(name)), arguments).mapEmpty();
    }

    private static Gcra decision(Response answer) {
        return new Gcra(
                answer.get(0).toInteger() == 1,
                answer.get(1).toLong(),
                answer.get(2).toLong());
    }
}
