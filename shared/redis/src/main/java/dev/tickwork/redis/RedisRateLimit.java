package dev.tickwork.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.List;

/** The limiter that all nodes share. Fails with {@link RedisDown} while Redis is away. */
final class RedisRateLimit {
    /** Kept a little longer than needed: nodes' clocks differ from Redis' own. */
    private static final String SPARE_MS = "60000";

    /** Beside the moment at which the bucket is full stands when that was written, to notice a clock moved back. */
    private static final String MEMORY = """
            local now, known, spare, slack = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
            local function remembered()
              local full_at, seen_at = string.match(redis.call('GET', KEYS[1]) or '', '^(%d+) (%d+)$')
              if not full_at or tonumber(seen_at) > now + slack then
                return known
              end
              return math.max(tonumber(full_at), known)
            end
            local function remember(full_at)
              local rest = math.max(0, math.ceil((full_at - now) / 1000))
              redis.call('SET', KEYS[1], string.format('%.0f %.0f', full_at, now), 'PX', rest + spare)
            end
            """;

    private static final Script TAKE = new Script(MEMORY + """
            local interval, burst = tonumber(ARGV[5]), tonumber(ARGV[6])
            local cost, patience = tonumber(ARGV[7]), tonumber(ARGV[8])
            local full_in = math.max(0, remembered() - now)
            local after = math.floor(full_in + cost * interval + 0.5)
            local wait = math.max(0, math.floor(after - burst * interval + 0.5))
            if wait > patience then
              return {0, wait, full_in}
            end
            remember(now + after)
            return {1, wait, after}
            """);

    private static final Script HOLD = new Script(MEMORY + """
            remember(remembered())
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
                Long.toString(known),
                SPARE_MS,
                Long.toString(LocalRateLimit.CLOCK_SLACK),
                Double.toString(request.rate().interval()),
                Integer.toString(request.rate().burst()),
                Integer.toString(request.cost()),
                Long.toString(Gcra.micros(request.patience())));
        return TAKE.run(link, List.of(RedisKeys.rateLimit(request.name())), arguments)
                .map(RedisRateLimit::decision);
    }

    Future<Void> hold(String name, long now, long fullIn) {
        List<String> arguments = List.of(
                Long.toString(now), Long.toString(now + fullIn), SPARE_MS, Long.toString(LocalRateLimit.CLOCK_SLACK));
        return HOLD.run(link, List.of(RedisKeys.rateLimit(name)), arguments).mapEmpty();
    }

    private static Gcra decision(Response answer) {
        return new Gcra(
                answer.get(0).toInteger() == 1,
                answer.get(1).toLong(),
                answer.get(2).toLong());
    }
}
