package dev.tickwork.gateway.live;

import dev.tickwork.domain.time.Time;
import java.time.Duration;
import java.time.Instant;
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
 * has. Knows topics, not prices; but of candles that one may be about the past, which is told and not kept.
 */
public final class LiveHub {
    /** How far our clock may be behind that of whoever said the newest. */
    private static final Duration SLOW_CLOCK = Duration.ofSeconds(10);

    private record Kept(String json, Instant opensAt, long pushNumber) {}

    private final ConcurrentNavigableMap<String, Kept> lastByTopic = new ConcurrentSkipListMap<>();
    private final List<Consumer<LiveUpdate>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong pushes = new AtomicLong();
    private final Time time;

    public LiveHub(Time time) {
        this.time = time;
    }

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

    /** Whether nobody need hear this any more, because a newer one of the same has come since. */
    public boolean isOutdated(LiveUpdate update) {
        Kept kept = lastByTopic.get(update.topic());
        return kept == null || !(kept.json().equals(update.json()) || isOfThePast(update.opensAt(), kept));
    }

    /** A producer pushed this: tells everybody, and keeps it as a last value unless it is a line or about the past. */
    public void pushed(LiveUpdate update) {
        if (!update.isListed()) {
            var kept = new Kept(update.json(), update.opensAt(), pushes.incrementAndGet());
            lastByTopic.merge(update.topic(), kept, (before, now) -> isOfThePast(now.opensAt(), before) ? before : now);
        }
        listeners.forEach(listener -> listener.accept(update));
    }

    /** A topic's producer does not follow it any more: it has no last value until it is pushed to again. */
    public void gone(String topic) {
        lastByTopic.remove(topic);
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

    // One that opens later than now is believed no longer than until the next comes: the clock was moved back, and is
    // not
    // only a little slow.
    private boolean isOfThePast(Instant opensAt, Kept kept) {
        return opensAt.isBefore(kept.opensAt())
                && !kept.opensAt().isAfter(time.now().plus(SLOW_CLOCK));
    }
}
