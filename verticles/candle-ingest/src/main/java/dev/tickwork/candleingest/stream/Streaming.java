package dev.tickwork.candleingest.stream;

import dev.tickwork.candleingest.stream.ShardPlan.Listed;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.time.Alarm;
import dev.tickwork.jobs.Lease;
import dev.tickwork.jobs.Leases;
import dev.tickwork.jobs.Leases.Competition;
import io.vertx.core.Future;
import java.time.Duration;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to this node's share of all series: those whose lease it owns. Touched on one context only.
 */
final class Streaming implements Leases.Holder {
    static final String KIND = "candle-stream";
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(Streaming.class);

    private final StreamingParts parts;
    private final Supplier<Future<List<Listed>>> listed;
    private final ShardPlan plan;
    private final Map<String, Shard> shards = new ConcurrentSkipListMap<>();
    private final Set<String> entered = new TreeSet<>();
    private SortedMap<String, List<Series>> wanted = new TreeMap<>();
    private @Nullable Competition competition;
    private @Nullable Alarm look;
    private boolean stopped;

    /** @param listed what can be heard, as it is stored */
    Streaming(StreamingParts parts, Supplier<Future<List<Listed>>> listed) {
        this.parts = parts;
        this.listed = listed;
        this.plan = new ShardPlan(parts.shards().settings().perConnection());
    }

    /** Begins to compete for series. Completes when other nodes know. */
    Future<Void> start(Leases leases) {
        return read().compose(shardsNow -> {
                    wanted = shardsNow;
                    entered.addAll(shardsNow.keySet());
                    return parts.home().here(leases.compete(KIND, shardsNow.keySet(), this));
                })
                .map(competing -> competition = competing)
                .onSuccess(competing -> lookLater())
                .mapEmpty();
    }

    /** Hears nothing any more, stores what it has heard, and lets others listen. Safe to repeat. */
    Future<Void> stop() {
        stopped = true;
        if (look != null) {
            look.cancel();
        }
        Competition competing = competition;
        return (competing == null
                        ? Future.<Void>succeededFuture()
                        : parts.home().here(competing.leave()))
                .eventually(this::stopShards);
    }

    /** Something was added or removed. */
    Future<Void> look() {
        return read().compose(this::follow);
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
        var writer = new Writer(
                parts.home(),
                lease,
                parts.shards().outlet(),
                waiting,
                parts.shards().settings().saving().batch(),
                parts.ids().get());
        var shard = new Shard(parts.shards(), waiting, writer, series);
        shards.put(lease.name(), shard);
        shard.start();
    }

    @Override
    public Future<Void> lost(String name) {
        Shard shard = shards.remove(name);
        return shard == null ? Future.succeededFuture() : shard.stop();
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

    private void lookLater() {
        if (!stopped) {
            look = parts.home().after(LOOK, this::lookAgain);
        }
    }

    private void lookAgain() {
        look().onFailure(failure -> log.atDebug()
                        .addKeyValue("error", failure.getMessage())
                        .log("could not look for other series, will retry"))
                .onComplete(looked -> lookLater());
    }

    private Future<Void> stopShards() {
        List<Shard> all = List.copyOf(shards.values());
        shards.clear();
        parts.shards().catchUps().stop();
        parts.shards().maintenances().stop();
        return Future.join(all.stream().map(Shard::stop).toList()).mapEmpty();
    }
}
