package dev.tickwork.redis;

import org.jspecify.annotations.Nullable;

/** Redis is away, too slow, or not in a state to serve: an outage. Nothing is known of what the command did. */
public final class RedisDown extends RuntimeException {
    public RedisDown(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
