package dev.tickwork.gateway.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The newest value of every topic, in memory, and who wants to hear of the next. While Redis is away it keeps what it
 * has. Knows topics, not prices.
 */
public final class LiveHub {
    private record Kept(String json, long pushNumber) {}

    private final ConcurrentNavigableMap<String, Kept> lastByTopic = new ConcurrentSkipListMap<>();
    private final List<Consumer<LiveUpdate>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong pushes = new AtomicLong();

    /** Hears every update from now on, on the thread that brings it: be quick. End it by {@link #forget}. */
    public void listen(Consumer<LiveUpdate> listener) {
        listeners.add(listener);
    }

    /** Tells {@code listener} no more. */
    public void forget(Consumer<LiveUpdate> listener) {
        listeners.remove(listener);
    }

    /** The newest value of one topic; empty when none was ever pushed. */
    public Optional<String> last(String topic) {
        return Optional.ofNullable(lastByTopic.get(topic)).map(Kept::json);
    }

    /** The newest values of all topics that begin with {@code prefix}, sorted by topic; empty when there is none. */
    public List<String> lastOf(String prefix) {
        return lastByTopic.subMap(prefix, prefix + Character.MAX_VALUE).values().stream()
                .map(Kept::json)
                .toList();
    }

    /** A producer pushed this: keeps it when its topic has a last value, and tells everybody. */
    public void pushed(LiveUpdate update) {
        if (!update.isListed()) {
            lastByTopic.put(update.topic(), new Kept(update.json(), pushes.incrementAndGet()));
        }
        listeners.forEach(listener -> listener.accept(update));
    }

    /** How many values were pushed so far, to be noted before last values are read for {@link #caughtUp}. */
    long pushes() {
        return pushes.get();
    }

    /** Takes over last values that were read, but for topics that were pushed to since: those are newer. */
    void caughtUp(Map<String, String> read, long pushesBefore) {
        read.forEach((topic, json) -> {
            Kept known = lastByTopic.get(topic);
            boolean isNews = known == null || !known.json().equals(json);
            if (isNews && (known == null || known.pushNumber() <= pushesBefore)) {
                pushed(new LiveUpdate(topic, json));
            }
        });
    }
}
