package dev.tickwork.candleingest.stream;

import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a node listens with.
 *
 * @param shards what its shards share
 * @param room how many candles may wait
 * @param ids names sessions
 */
record StreamingParts(ShardParts shards, Room room, Supplier<UUID> ids) {
    Home home() {
        return shards.home();
    }
}
