package dev.tickwork.runtime;

import dev.tickwork.redis.Cache;
import dev.tickwork.redis.LastValues;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.redis.SharedBudget;
import dev.tickwork.redis.SharedRateLimit;
import java.time.Clock;

/**
 * All that a process has of Redis. None of it is needed to start, and none of it holds the truth.
 *
 * @param link the connection, which comes back by itself
 * @param cache short-lived copies
 * @param lastValues the newest value of each topic, and their push
 * @param rateLimit limits that all processes share
 * @param budget credits that all processes share
 * @param liveFeed everything that is pushed
 */
public record RedisParts(
        RedisLink link,
        Cache cache,
        LastValues lastValues,
        SharedRateLimit rateLimit,
        SharedBudget budget,
        SharedLiveFeed liveFeed) {
    static RedisParts on(RedisLink link, SharedLiveFeed liveFeed, Clock clock) {
        return new RedisParts(
                link,
                new Cache(link),
                new LastValues(link, clock),
                new SharedRateLimit(link),
                new SharedBudget(link),
                liveFeed);
    }
}
