package dev.tickwork.providers;

import io.vertx.core.Future;

/** A stream of candles that is open, until its listener hears that it ended. */
public interface CandleStream {
    /** Ends it; its listener hears of no candle after this call. Never fails, and is safe to repeat. */
    Future<Void> close();
}
