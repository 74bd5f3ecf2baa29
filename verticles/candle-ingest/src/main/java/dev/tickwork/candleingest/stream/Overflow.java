package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import io.micrometer.core.instrument.Counter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what was heard and found no room or was refused, so that it is asked for when there is room again: nothing
 * waits for room, and nothing is dropped in silence. Touched on one context only.
 */
final class Overflow {
    private static final Logger log = LoggerFactory.getLogger(Overflow.class);

    private final CatchUps catchUps;
    private final Counter unstored;
    private final Map<Series, Lost> lost = new HashMap<>();

    /** @param unstored counts what found no room */
    Overflow(CatchUps catchUps, Counter unstored) {
        this.catchUps = catchUps;
        this.unstored = unstored;
    }

    /** There was no room for a candle. */
    void lost(Observation seen) {
        unstored.increment();
        if (!lost.containsKey(seen.series())) {
            log.atWarn()
                    .addKeyValue("symbol", seen.series())
                    .addKeyValue("from", seen.candle().openTime())
                    .log("queue full, the series will be repaired");
        }
        refused(seen);
    }

    /** A candle cannot be stored as it was heard. */
    void refused(Observation seen) {
        Instant open = seen.candle().openTime();
        var one = new Span(open, seen.series().timeframe().closeOf(open));
        lost.merge(seen.series(), Lost.NOTHING.and(one), (before, same) -> before.and(one));
    }

    /** Asks for what is not stored, if there is room now. */
    void askIf(boolean hasRoom) {
        if (hasRoom) {
            lost.forEach((series, those) -> those.spans().forEach(span -> catchUps.want(series, span)));
            lost.clear();
        }
    }

    /** Nobody wants to know any more. */
    void forget(Series series) {
        lost.remove(series);
    }
}
