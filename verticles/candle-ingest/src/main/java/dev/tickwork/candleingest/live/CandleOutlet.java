package dev.tickwork.candleingest.live;

import dev.tickwork.messages.live.LiveCandle;
import io.vertx.core.Future;

/** Where candles leave to browsers. A failure is a push that did not happen; the next value makes up for it. */
public interface CandleOutlet {
    /** The newest candle of its series: kept for whoever comes later, and pushed. */
    Future<Void> newest(LiveCandle candle);

    /** An older candle that is over, or says something else now: pushed only. */
    Future<Void> corrected(LiveCandle candle);
}
