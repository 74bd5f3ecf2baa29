package dev.tickwork.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.List;

/** The limiter that all nodes share. Fails with {@link RedisDown} while Redis is away. */
final class RedisRateLimit {
    /** Kept a little longer than needed: nodes' clocks differ from Redis' own. */
    private static final String SPARE_MS = "60000";

    /** Beside a moment stands when that was written, to notice a clock moved back. */
    private static final String MEMORY = """
            local now, known, spare, slack = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
            local function remembered(key, known)
              local moment, seen_at = string.match(redis.call('GET', key) or '', '^(%d+) (%d+)$')
              if not moment or tonumber(seen_at) > now + slack then
                return known
              end
              return math.max(tonumber(moment), known)
            end
            local function remember(key, moment)
              local rest = math.max(0, math.ceil((moment - now) / 1000))
              redis.call('SET', key, string.format('%.0f %.0f', moment, now), 'PX', rest + spare)
            end
            """;

    private static final Script TAKE = new Script(MEMORY + """
            local interval, burst = tonumber(ARGV[5]), tonumber(ARGV[6])
            local cost, patience = tonumber(ARGV[7]), tonumber(ARGV[8])
            local full_in = math.max(0, remembered(KEYS[1], known) - now)
            local after = math.floor(full_in + cost * interval + 0.5)
            local wait = math.max(0, math.floor(after - burst * interval + 0.5))
            if wait > patience then
              return {0, wait, full_in}
            end
            remember(KEYS[1], now + after)
            return {1, wait, after}
            """);

    /** A hold has a key of its own besides: who waits for a turn that was given before it must know of it. */
    private static final Script HOLD = new Script(MEMORY + """
            remember(KEYS[1], remembered(KEYS[1], known))
            remember(KEYS[2], remembered(KEYS[2], tonumber(ARGV[5])))
            return 1
            """);

    private final RedisLink link;
    private final Cache cache;

    RedisRateLimit(RedisLink link) {
        this.link = link;
        this.cache = new Cache(link);
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

    /**
     * Lets nobody through before a moment.
     *
     * @param fullIn what makes the bucket do so
     */
    Future<Void> hold(String name, long now, long fullIn, long until) {
        List<String> arguments = List.of(
                Long.toString(now),
                Long.toString(now + fullIn),
                SPARE_MS,
                Long.toString(LocalRateLimit.CLOCK_SLACK),
                Long.toString(until));
        return HOLD.run(link, List.of(RedisKeys.rateLimit(name), RedisKeys.hold(name)), arguments)
                .mapEmpty();
    }

    /** Until when a name is held, in microseconds of the epoch; 0 when it never was, or the clock was moved back. */
    Future<Long> heldUntil(String name, long now) {
        return cache.get(RedisKeys.hold(name))
                .map(text -> text.map(known -> held(known, now)).orElse(0L));
    }

    private static long held(String text, long now) {
        String[] numbers = text.split(" ", 2);
        boolean isFromTheFuture = Long.parseLong(numbers[1]) > now + LocalRateLimit.CLOCK_SLACK;
        return isFromTheFuture ? 0 : Long.parseLong(numbers[0]);
    }

    private static Gcra decision(Response answer) {
        return new Gcra(
                answer.get(0).toInteger() == 1,
                answer.get(1).toLong(),
                answer.get(2).toLong());
    }
}
