package dev.tickwork.candleingest.live;

import dev.tickwork.messages.Wire;
import dev.tickwork.messages.live.LiveCandle;
import dev.tickwork.redis.LastValue;
import dev.tickwork.redis.LastValues;
import io.vertx.core.Future;
import java.util.List;

/** Through Redis to every gateway and its browsers. */
public final class RedisOutlet implements CandleOutlet {
    private final LastValues lastValues;

    public RedisOutlet(LastValues lastValues) {
        this.lastValues = lastValues;
    }

    @Override
    public Future<Void> newest(LiveCandle candle) {
        var value = new LastValue(name(candle), candle.asOf(), Wire.encode(candle));
        return lastValues.publish(List.of(value)).mapEmpty();
    }

    @Override
    public Future<Void> corrected(LiveCandle candle) {
        return lastValues.announce(name(candle), Wire.encode(candle)).mapEmpty();
    }

    private static String name(LiveCandle candle) {
        return LiveCandle.liveName(candle.symbol(), candle.timeframe());
    }
}
