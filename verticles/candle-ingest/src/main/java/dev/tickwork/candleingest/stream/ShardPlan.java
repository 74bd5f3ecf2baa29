package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.candles.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which series share a connection. Every node comes to the same plan by itself, and a series stays where it is, whatever
 * is added or removed: so a change is that of one connection.
 */
final class ShardPlan {
    private final int perConnection;

    ShardPlan(int perConnection) {
        this.perConnection = perConnection;
    }

    /**
     * The series of each shard, by its name; only shards that have any.
     *
     * @param all in the order in which they were added, those that are collected no more included
     */
    SortedMap<String, List<Series>> of(List<Listed> all) {
        SortedMap<String, List<Series>> shards = new TreeMap<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isCollected()) {
                shards.computeIfAbsent(name(i), name -> new ArrayList<>())
                        .add(all.get(i).series());
            }
        }
        return shards;
    }

    // Nodes that are told another size during a change of it do not compete for the same leases.
    private String name(int place) {
        return perConnection + "-" + place / perConnection;
    }

    /**
     * A series that the exchange serves.
     *
     * @param isCollected whether it still is
     */
    record Listed(Series series, boolean isCollected) {}
}
