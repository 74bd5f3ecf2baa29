package dev.tickwork.candleingest.stream;

import dev.tickwork.candleingest.stream.ShardPlan.Listed;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.jobs.Lease;
import dev.tickwork.jobs.Leases;
import dev.tickwork.jobs.Leases.Competition;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens to this node's share of all series: those whose lease it owns. Touched on one context only.
 */
final class Streaming implements Leases.Holder {
    static final String KIND = "candle-stream";

    private final StreamingParts parts;
    private final Supplier<Future<List<Listed>>> listed;
    private final ShardPlan plan;
    private final Map<String, Shard> shards = new ConcurrentSkipListMap<>();
    private final Set<String> entered = new TreeSet<>();
    private SortedMap<String, List<Series>> wanted = new TreeMap<>();
    private @Nullable Competition competition;
    private Future<Void> looking = Future.succeededFuture();
    private boolean stopped;

    /** @param listed what can be heard, as it is stored */
    Streaming(StreamingParts parts, Supplier<Future<List<Listed>>> listed) {
        this.parts = parts;
        this.listed = listed;
        this.plan = new ShardPlan(parts.shards().settings().perConnection());
    }

    /** Begins to compete for series. Completes when other nodes know. */
    Future<Void> start(Leases leases) {
        looking = read().compose(shardsNow -> {
                    wanted = shardsNow;
                    entered.addAll(shardsNow.keySet());
                    return parts.home().here(leases.compete(KIND, shardsNow.keySet(), this));
                })
                .map(competing -> competition = competing)
                .mapEmpty();
        return looking;
    }

    /** Hears nothing any more, stores what it has heard, and lets others listen. Safe to repeat. */
    Future<Void> stop() {
        stopped = true;
        Competition competing = competition;
        return (competing == null
                        ? Future.<Void>succeededFuture()
                        : parts.home().here(competing.leave()))
                .eventually(this::stopShards);
    }

    /** Something may have been added or removed. For any thread. */
    Future<Void> look() {
        return parts.home().here(Future.succeededFuture()).compose(here -> lookInTurn());
    }

    /** How it stands, for any thread. */
    StreamStatus status() {
        return new StreamStatus(
                shards.values().stream().mapToInt(Shard::connections).sum(),
                shards.values().stream().mapToInt(Shard::subscribed).sum(),
                parts.room().taken(),
                shards.values().stream()
                        .flatMap(shard -> shard.problems().stream())
                        .distinct()
                        .toList());
    }

    @Override
    public void acquired(Lease lease) {
        List<Series> series = wanted.getOrDefault(lease.name(), List.of());
        if (series.isEmpty() || stopped) {
            return;
        }
        var waiting = new Waiting(parts.room());
        var overflow = new Overflow(parts.shards().catchUps(), parts.shards().unstored());
        var writer =
                new Writer(parts.shards(), lease, waiting, overflow, parts.ids().get());
        var shard = new Shard(parts.shards(), waiting, overflow, writer, series);
        shards.put(lease.name(), shard);
        shard.start();
    }

    @Override
    public Future<Void> lost(String name) {
        Shard shard = shards.remove(name);
        return shard == null ? Future.succeededFuture() : shard.stop();
    }

    /** What was read first must not be followed last. */
    private Future<Void> lookInTurn() {
        looking = looking.transform(before -> read()).compose(this::follow);
        return looking;
    }

    private Future<SortedMap<String, List<Series>>> read() {
        return parts.home().here(listed.get()).map(plan::of);
    }

    private Future<Void> follow(SortedMap<String, List<Series>> now) {
        wanted = now;
        Competition competing = competition;
        if (competing == null || stopped) {
            return Future.succeededFuture();
        }
        List<Future<Boolean>> changes = new ArrayList<>();
        now.keySet().stream()
                .filter(name -> !entered.contains(name))
                .forEach(name ->
                        changes.add(parts.home().here(competing.add(name)).map(added -> entered.add(name))));
        List.copyOf(entered).stream()
                .filter(name -> !now.containsKey(name))
                .forEach(name ->
                        changes.add(parts.home().here(competing.remove(name)).map(gone -> entered.remove(name))));
        shards.forEach((name, shard) -> {
            if (now.containsKey(name)) {
                shard.follow(now.get(name));
            }
        });
        return Future.join(changes).mapEmpty();
    }

    private Future<Void> stopShards() {
        List<Shard> all = List.copyOf(shards.values());
        shards.clear();
        parts.shards().catchUps().stop();
        parts.shards().maintenances().stop();
        return Future.join(all.stream().map(Shard::stop).toList()).mapEmpty();
    }
}
