package dev.tickwork.providers;

import dev.tickwork.domain.candles.Series;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;

/** An exchange that tells candles as they change. Safe to share. */
public interface CandleStreams {
    /** The exchange's stable name, as {@link CandleSource#name}. */
    String name();

    /** The most series that one stream can carry. */
    int mostPerConnection();

    /**
     * How long a series may say nothing, in truth, before its listener is told that it fell silent or that the stream ended:
     * only after that does silence mean that there was nothing to say.
     */
    Duration silence();

    /**
     * Opens a stream and asks for each series in turn. The listener hears on the context of the caller, one call after the
     * other, nothing before the future is complete but that the exchange pauses, which fails it. Once, without another try:
     * whoever opens it decides about the next.
     *
     * @param series at least one and at most {@link #mostPerConnection()}, each once
     * @return fails with a {@link dev.tickwork.domain.Fault}: {@code RateLimited} when new connections have to wait,
     *     {@code Transient} for an outage or a maintenance, {@code Permanent} when the other side speaks in another way,
     *     {@code Disabled} when calls to the outside are switched off
     */
    Future<CandleStream> open(Collection<Series> series, CandleStreamListener listener);
}
