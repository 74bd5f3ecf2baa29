package dev.tickwork.providers;

import dev.tickwork.domain.candles.Series;
import io.vertx.core.Future;
import java.util.Collection;

/** A stream of candles that is open, until its listener hears that it ended. */
public interface CandleStream {
    /**
     * Tells these series from now on and no others: what is new is asked for, and the listener hears of it as of those with
     * which it began; what is left out is told no more, and what stays is not disturbed.
     *
     * @param series at most {@link CandleStreams#mostPerConnection()}, each once
     */
    void follow(Collection<Series> series);

    /** Ends it; its listener hears of no candle after this call. Never fails, and is safe to repeat. */
    Future<Void> close();
}
