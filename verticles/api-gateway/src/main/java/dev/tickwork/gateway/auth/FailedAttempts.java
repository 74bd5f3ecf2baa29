package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Time;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.redis.Permit;
import dev.tickwork.redis.Rate;
import dev.tickwork.redis.SharedRateLimit;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Lets nobody try out keys and codes: after too many wrong ones from one address it answers no more for a while. */
public final class FailedAttempts {
    private final SharedRateLimit limit;
    private final Rate rate;
    private final Time time;
    private final Map<String, Block> blocks = new ConcurrentHashMap<>();

    /** A clock that is moved back ends a block, too. */
    private record Block(Instant from, Instant until) {
        boolean holds(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    /** @param rate how many wrong ones are forgiven, over all gateways */
    FailedAttempts(SharedRateLimit limit, Rate rate, Time time) {
        this.limit = limit;
        this.rate = rate;
        this.time = time;
    }

    /** Tries, unless the address has failed too often: then fails with a problem (429). */
    public <T> Future<T> guard(String address, Supplier<Future<T>> attempt) {
        Instant now = time.now();
        Block block = blocks.get(address);
        if (block != null && block.holds(now)) {
            return Future.failedFuture(tooMany(Duration.between(now, block.until())));
        }
        return attempt.get()
                .recover(failure -> Unauthorized.is(failure)
                        ? count(address).compose(counted -> Future.failedFuture(failure))
                        : Future.failedFuture(failure));
    }

    private Future<Void> count(String address) {
        Instant now = time.now();
        return limit.tryAcquire("failed-login:" + address, rate, now).map(permit -> judge(address, permit, now));
    }

    private Void judge(String address, Permit permit, Instant now) {
        blocks.values().removeIf(block -> !block.holds(now));
        if (permit.remaining() == 0) {
            blocks.put(address, new Block(now, now.plus(permit.resetAfter())));
        }
        return null;
    }

    private static ApiProblem tooMany(Duration wait) {
        return ApiProblem.tooManyRequests("too many wrong keys or codes came from this address", wait);
    }
}
