package dev.tickwork.redis;

import java.time.Duration;

/**
 * Which Redis, under which keys, and how patient we are with it.
 *
 * @param url server and login
 * @param keyPrefix goes before every key and channel and so carries the world: empty for real data, {@code sim:} for
 *     simulated
 * @param patience how long a connection attempt or a command may take before Redis counts as away; an idle connection
 *     is tried out at two and a half times that
 */
public record RedisConfig(RedisUrl url, String keyPrefix, Duration patience) {
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(2);

    public RedisConfig {
        if (!keyPrefix.matches("[A-Za-z0-9_.-]*:?")) {
            throw new IllegalArgumentException(
                    "keyPrefix must be plain letters ending in a colon, but is " + keyPrefix);
        }
        if (patience.toMillis() < 1) {
            throw new IllegalArgumentException("patience must be at least a millisecond, but is " + patience);
        }
    }

    public RedisConfig(RedisUrl url, String keyPrefix) {
        this(url, keyPrefix, USUAL_PATIENCE);
    }

    Duration heartbeat() {
        return patience.multipliedBy(5).dividedBy(2);
    }
}
