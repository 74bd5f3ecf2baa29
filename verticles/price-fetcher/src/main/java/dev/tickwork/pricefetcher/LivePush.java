package dev.tickwork.pricefetcher;

import dev.tickwork.domain.market.Instrument;
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
    private final List<String> topics;
    private volatile boolean isTidy;

    /** @param fetched all of them */
    LivePush(PriceBoard board, LastValues lastValues, List<Instrument> fetched) {
        this.board = board;
        this.lastValues = lastValues;
        this.topics = fetched.stream()
                .map(instrument -> LivePrice.liveName(instrument.symbol()))
                .toList();
    }

    /**
     * Takes the prices off that an earlier configuration had fetched. Done once; while Redis is away, it is left for when
     * prices are shown.
     */
    Future<Void> tidy() {
        return takeOffOthers()
                .map(Optional.<String>empty())
                .recover(LivePush::unlessRedisIsAway)
                .mapEmpty();
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
                .compose(shown -> takeOffOthers())
                .map(Optional.<String>empty())
                .recover(LivePush::unlessRedisIsAway);
    }

    private Future<Void> takeOffOthers() {
        return isTidy
                ? Future.succeededFuture()
                : lastValues
                        .keepOnly(LivePrice.liveName(""), topics)
                        .onSuccess(gone -> isTidy = true)
                        .mapEmpty();
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
