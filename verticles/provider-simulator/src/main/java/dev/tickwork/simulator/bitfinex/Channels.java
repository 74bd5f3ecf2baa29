package dev.tickwork.simulator.bitfinex;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/** The subscriptions of one connection. */
final class Channels {
    private final int most;
    private final IntSupplier numbers;
    private final Map<Integer, Channel> byId = new TreeMap<>();

    /** @param numbers gives the next channel's, never the same to two connections */
    Channels(int most, IntSupplier numbers) {
        this.most = most;
        this.numbers = numbers;
    }

    boolean isFull() {
        return byId.size() >= most;
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    boolean has(CandleKey key) {
        return byId.values().stream().anyMatch(channel -> channel.key().equals(key));
    }

    Channel add(CandleKey key, Condition condition) {
        var channel = new Channel(numbers.getAsInt(), key, condition);
        byId.put(channel.id(), channel);
        return channel;
    }

    /** The channel of that number, which is forgotten. */
    Optional<Channel> remove(int id) {
        return Optional.ofNullable(byId.remove(id));
    }

    boolean holds(Channel channel) {
        return byId.get(channel.id()) == channel;
    }

    Collection<Channel> all() {
        return List.copyOf(byId.values());
    }
}
