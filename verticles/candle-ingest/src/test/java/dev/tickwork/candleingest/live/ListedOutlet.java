package dev.tickwork.candleingest.live;

import dev.tickwork.messages.live.LiveCandle;
import io.vertx.core.Future;
import java.util.List;

/** Lists what browsers are shown, by its close. */
public record ListedOutlet(List<String> shown) implements CandleOutlet {
    @Override
    public Future<Void> newest(LiveCandle candle) {
        shown.add("newest " + candle.close().toPlainString());
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> corrected(LiveCandle candle) {
        shown.add("corrected " + candle.close().toPlainString());
        return Future.succeededFuture();
    }
}
