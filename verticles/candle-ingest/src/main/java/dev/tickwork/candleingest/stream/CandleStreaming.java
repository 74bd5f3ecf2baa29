package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Database;
import dev.tickwork.providers.CandleStreams;
import dev.tickwork.runtime.Platform;
import io.micrometer.core.instrument.Counter;
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
    private volatile @Nullable Streaming streaming;

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
        Streaming begun = streaming;
        return begun == null ? Future.succeededFuture() : begun.stop();
    }

    /** Series may have been added or removed: what is collected from now on is listened to at once. For any thread. */
    public Future<Void> seriesChanged() {
        Streaming begun = streaming;
        return begun == null ? Future.succeededFuture() : begun.look();
    }

    /** How it stands; nothing before it has begun. */
    public StreamStatus status() {
        Streaming begun = streaming;
        return begun == null ? new StreamStatus(0, 0, 0, List.of()) : begun.status();
    }

    private StreamingParts parts(Home home) {
        Time time = platform.time();
        Database database = platform.database();
        var patience = new Patience(settings.reconnecting(), time, platform.random());
        var line = new LineParts(home, streams, new Gate(), patience);
        var catchUps = new CatchUps(home, new EngineRequests(platform.jobs(), database));
        var maintenances = new Maintenances(home, database, streams.name());
        return new StreamingParts(
                new ShardParts(home, line, outlet, catchUps, maintenances, settings, unstored()),
                new Room(settings.saving().room()),
                () -> new UUID(platform.random().nextLong(), platform.random().nextLong()));
    }

    private Counter unstored() {
        return Counter.builder("tickwork.candles.unstored")
                .description("Updates that found no room; their candles are asked for later")
                .register(platform.metrics());
    }

    private Future<List<ShardPlan.Listed>> listed() {
        return platform.database().read(tx -> store.all(tx, streams.name()));
    }
}
