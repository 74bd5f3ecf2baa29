package dev.tickwork.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The newest thing to say on a topic.
 *
 * @param topic dotted name without {@code live.}, such as {@code prices.XAUUSD}
 * @param asOf when the value was true at its source, to the microsecond; decides which of two values is newer
 * @param json what subscribers get, as it is
 * @param cache where else to keep it for a while; null when nowhere
 */
public record LastValue(
        String topic, Instant asOf, String json, @Nullable CacheEntry cache) {
    public LastValue {
        if (topic.isBlank()) {
            throw new IllegalArgumentException("topic must not be blank");
        }
        asOf = asOf.truncatedTo(ChronoUnit.MICROS);
    }

    public LastValue(String topic, Instant asOf, String json) {
        this(topic, asOf, json, null);
    }

    /**
     * A short-lived copy of the value under a name of its own.
     *
     * @param key from {@link RedisKeys}, such as {@code price:XAUUSD}
     * @param ttl how long it stays; at least a millisecond
     */
    public record CacheEntry(String key, Duration ttl) {
        public CacheEntry {
            if (ttl.toMillis() < 1) {
                throw new IllegalArgumentException("ttl must be at least a millisecond, but is " + ttl);
            }
        }
    }
}
