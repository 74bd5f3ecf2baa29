package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Database;
import dev.tickwork.providers.CandleStreams;
import dev.tickwork.runtime.Platform;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Listens to an exchange: this node's share of all series. To be used on one context. */
public final class CandleStreaming {
    private final Platform platform;
    private final CandleStreams streams;
    private final StreamSettings settings;
    private final StreamOutlet outlet;
    private final StreamedSeriesStore store = new StreamedSeriesStore();
    private @Nullable Streaming streaming;

    /**
     * @param streams tells candles
     * @param settings how they are heard and stored; no more series share a connection than {@code streams} allows
     * @param outlet where they go
     */
    public CandleStreaming(Platform platform, CandleStreams streams, StreamSettings settings, StreamOutlet outlet) {
        if (settings.perConnection() > streams.mostPerConnection()) {
            throw new IllegalArgumentException(settings.perConnection() + " series on a connection are more than the "
                    + streams.mostPerConnection() + " that " + streams.name() + " allows");
        }
        this.platform = platform;
        this.streams = streams;
        this.settings = settings;
        this.outlet = outlet;
    }

    /** Begins to listen, on this context from now on. Completes when other nodes know. */
    public Future<Void> start(Context context) {
        Streaming begun = new Streaming(parts(new Home(context, platform.time())), this::listed);
        streaming = begun;
        return begun.start(platform.jobs().leases());
    }

    /** Hears nothing any more, stores what it has heard, and lets other nodes listen. Safe to repeat. */
    public Future<Void> stop() {
        return streaming == null ? Future.succeededFuture() : streaming.stop();
    }

    /** A series was added or removed. Other nodes see it within half a minute. */
    public Future<Void> seriesChanged() {
        return streaming == null ? Future.succeededFuture() : streaming.look();
    }

    /** How it stands; nothing before it has begun. */
    public StreamStatus status() {
        return streaming == null ? new StreamStatus(0, 0, 0, List.of()) : streaming.status();
    }

    private StreamingParts parts(Home home) {
        Time time = platform.time();
        Database database = platform.database();
        var patience = new Patience(settings.reconnecting(), time, platform.random());
        var line = new LineParts(home, streams, new Gate(), patience);
        var catchUps = new CatchUps(home, new EngineRequests(platform.jobs(), database));
        var maintenances = new Maintenances(home, database, streams.name());
        return new StreamingParts(
                new ShardParts(home, line, outlet, catchUps, maintenances, settings),
                new Room(settings.saving().room()),
                () -> new UUID(platform.random().nextLong(), platform.random().nextLong()));
    }

    private Future<List<ShardPlan.Listed>> listed() {
        return platform.database().read(tx -> store.all(tx, streams.name()));
    }
}
