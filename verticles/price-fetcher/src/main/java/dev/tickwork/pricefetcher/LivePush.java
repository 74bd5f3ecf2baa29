package dev.tickwork.pricefetcher;

import dev.tickwork.messages.Wire;
import dev.tickwork.messages.live.LivePrice;
import dev.tickwork.redis.LastValue;
import dev.tickwork.redis.LastValues;
import dev.tickwork.redis.RedisDown;
import dev.tickwork.redis.RedisKeys;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Shows prices: on this process's board, and through Redis to every gateway and its browsers. */
final class LivePush {
    /** Whoever reads the short-lived key never sees an older price. */
    private static final Duration CACHED_FOR = Duration.ofSeconds(5);

    private final PriceBoard board;
    private final LastValues lastValues;

    LivePush(PriceBoard board, LastValues lastValues) {
        this.board = board;
        this.lastValues = lastValues;
    }

    /**
     * Shows each price unless a newer one is shown. Safe to repeat.
     *
     * @return why browsers do not see them, when Redis is away; empty when all is well
     */
    Future<Optional<String>> show(List<LivePrice> prices) {
        board.put(prices);
        return lastValues
                .publish(prices.stream().map(this::toLastValue).toList())
                .map(shown -> Optional.<String>empty())
                .recover(LivePush::unlessRedisIsAway);
    }

    private LastValue toLastValue(LivePrice price) {
        var cached = new LastValue.CacheEntry(RedisKeys.price(price.symbol()), CACHED_FOR);
        return new LastValue(LivePrice.liveName(price.symbol()), price.asOf(), Wire.encode(price), cached);
    }

    private static Future<Optional<String>> unlessRedisIsAway(Throwable failure) {
        return failure instanceof RedisDown
                ? Future.succeededFuture(Optional.of("Redis is away: prices are kept but not pushed to browsers"))
                : Future.failedFuture(failure);
    }
}
