package dev.tickwork.redis;

/** Redis understood us and said no: a bug or a foreign key under one of our names, not an outage. */
public final class RedisRefused extends RuntimeException {
    public RedisRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
