package dev.tickwork.pricefetcher;

import dev.tickwork.messages.live.LivePrice;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The newest price of each symbol that this process knows; a fallback for the time when Redis is away. */
final class PriceBoard {
    private final ConcurrentSkipListMap<String, LivePrice> newest = new ConcurrentSkipListMap<>();

    /** Puts up each price unless a newer one stands there. */
    void put(Collection<LivePrice> prices) {
        prices.forEach(price -> newest.merge(price.symbol(), price, PriceBoard::newer));
    }

    /** All prices, by symbol. */
    List<LivePrice> all() {
        return List.copyOf(newest.values());
    }

    Optional<LivePrice> find(String symbol) {
        return Optional.ofNullable(newest.get(symbol));
    }

    /** One that was received before the standing one comes after the clock was moved back, and is the newer of the two. */
    private static LivePrice newer(LivePrice standing, LivePrice given) {
        boolean isOlder = given.asOf().isBefore(standing.asOf());
        boolean clockWentBack = given.receivedAt().isBefore(standing.receivedAt());
        return isOlder && !clockWentBack ? standing : given;
    }
}
