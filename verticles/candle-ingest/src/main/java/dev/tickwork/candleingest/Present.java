package dev.tickwork.candleingest;

import dev.tickwork.candleingest.answers.StreamState;
import dev.tickwork.candleingest.stream.CandleStreaming;
import dev.tickwork.candleingest.stream.StreamOutlet;
import dev.tickwork.candleingest.stream.StreamStatus;
import dev.tickwork.runtime.Platform;
import dev.tickwork.runtime.health.HealthCheck;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Listens to the exchange, as far as that is wanted, and says how it goes. */
final class Present {
    private static final String CHECK = "candle-stream";

    private final boolean enabled;
    private final Platform platform;
    private final CandleStreaming streaming;

    /**
     * @param grace how long after its end the exchange may take to tell a candle
     * @param outlet where candles go
     */
    Present(StreamConfig config, Duration grace, Platform platform, StreamOutlet outlet) {
        this.enabled = config.enabled();
        this.platform = platform;
        this.streaming = new CandleStreaming(platform, platform.candleStreams(), config.settings(grace), outlet);
    }

    /** Begins, on this context. */
    Future<Void> start(Context context) {
        if (!enabled) {
            return Future.succeededFuture();
        }
        platform.health().register(CHECK, this::check);
        return streaming.start(context);
    }

    /** Ends it; what was heard is stored. Safe to repeat. */
    Future<Void> stop() {
        platform.health().remove(CHECK);
        return streaming.stop();
    }

    /** What is collected may have changed. */
    Future<Void> seriesChanged() {
        return streaming.seriesChanged();
    }

    StreamState state() {
        StreamStatus status = streaming.status();
        return new StreamState(enabled, status.connections(), status.subscribed(), status.buffered(), problem(status));
    }

    private HealthCheck check() {
        String problem = problem(streaming.status());
        return problem == null ? HealthCheck.up() : HealthCheck.degraded(problem);
    }

    private static @Nullable String problem(StreamStatus status) {
        return status.problems().isEmpty() ? null : String.join("; ", status.problems());
    }
}
