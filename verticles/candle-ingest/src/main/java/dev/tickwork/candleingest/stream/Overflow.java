package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what was heard and found no room, so that it is asked for when there is room again: nothing waits for room, and
 * nothing is dropped in silence. Touched on one context only.
 */
final class Overflow {
    private static final Logger log = LoggerFactory.getLogger(Overflow.class);

    private final CatchUps catchUps;
    private final Map<Series, Lost> lost = new HashMap<>();

    Overflow(CatchUps catchUps) {
        this.catchUps = catchUps;
    }

    /** There was no room for a candle. */
    void lost(Observation seen) {
        Instant open = seen.candle().openTime();
        Instant close = seen.series().timeframe().closeOf(open);
        if (!lost.containsKey(seen.series())) {
            log.atWarn()
                    .addKeyValue("symbol", seen.series())
                    .addKeyValue("from", open)
                    .log("queue full, the series will be repaired");
        }
        var one = new Span(open, close);
        lost.merge(seen.series(), Lost.NOTHING.and(one), (before, same) -> before.and(one));
    }

    /** Asks for what found no room, if there is some now. */
    void askIf(boolean hasRoom) {
        if (hasRoom) {
            lost.forEach((series, those) -> those.spans().forEach(span -> catchUps.want(series, span)));
            lost.clear();
        }
    }
}
