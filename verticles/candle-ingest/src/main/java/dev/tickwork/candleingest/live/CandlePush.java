package dev.tickwork.candleingest.live;

import dev.tickwork.domain.World;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Time;
import dev.tickwork.messages.live.LiveCandle;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows candles to browsers: of each series at most four a second, and of those that come faster the newest. Safe for any
 * thread.
 */
public final class CandlePush {
    private static final Logger log = LoggerFactory.getLogger(CandlePush.class);

    private final CandleOutlet outlet;
    private final Time time;
    private final World world;
    private final Map<Series, Ration> rations = new ConcurrentHashMap<>();
    private volatile boolean isAway;

    public CandlePush(CandleOutlet outlet, Time time, World world) {
        this.outlet = outlet;
        this.time = time;
        this.world = world;
    }

    /** Shows a candle as it is heard, unless it is of the past or a newer one of its series was shown. */
    public void show(Observation seen) {
        if (isCurrent(seen)) {
            offer(seen).filter(other -> other != seen).ifPresent(this::pushBesides);
        }
    }

    /** Shows a candle as it is stored, unless it is of the past; when it is over, whatever was shown of a newer one. */
    public void showStored(Observation seen) {
        if (isCurrent(seen)) {
            offer(seen).filter(Observation::isFinal).ifPresent(this::pushBesides);
        }
    }

    /** Shows a candle that says something else now, however old it is. */
    public void correct(Observation seen) {
        if (isCurrent(seen)) {
            offer(seen).ifPresent(this::pushBesides);
            return;
        }
        pushBesides(seen);
    }

    private Optional<Observation> offer(Observation seen) {
        return rations.computeIfAbsent(seen.series(), series -> new Ration(time, this::push))
                .offer(seen);
    }

    private void pushBesides(Observation seen) {
        noticed(outlet.corrected(live(seen)));
    }

    private void push(Observation seen) {
        noticed(outlet.newest(live(seen)));
    }

    /** The candle that forms now, or the last one that is over. */
    private boolean isCurrent(Observation seen) {
        Timeframe timeframe = seen.series().timeframe();
        return !seen.candle().openTime().isBefore(timeframe.plus(timeframe.openOf(time.now()), -1));
    }

    private LiveCandle live(Observation seen) {
        Candle candle = seen.candle();
        return new LiveCandle(
                seen.series().symbol(),
                seen.series().timeframe().label(),
                candle.openTime(),
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume(),
                seen.isFinal(),
                seen.seenAt(),
                seen.series().exchange(),
                world.isSimulated());
    }

    private void noticed(Future<Void> pushed) {
        pushed.onSuccess(done -> isAway = false).onFailure(failure -> {
            if (!isAway) {
                log.atWarn()
                        .addKeyValue("error", failure.getMessage())
                        .log("candles are kept but not pushed to browsers");
            }
            isAway = true;
        });
    }
}
