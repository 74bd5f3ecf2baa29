package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which candles are over: those that a newer one of their series followed, and those whose end was so long ago that
 * the exchange has told all of them. Touched on one context only.
 */
final class Forming {
    private final Duration grace;
    private final Map<Series, Candle> newest = new HashMap<>();

    /** @param grace how long after its end the exchange may take to tell a candle */
    Forming(Duration grace) {
        this.grace = grace;
    }

    /**
     * A candle was told.
     *
     * @return it, after the one that it shows to be over, if there is one
     */
    List<Observation> seen(Series series, Candle candle, Instant at) {
        Candle before = newest.get(series);
        if (before != null && candle.openTime().isBefore(before.openTime())) {
            return List.of(new Observation(series, candle, true, at));
        }
        List<Observation> seen = new ArrayList<>(2);
        if (before != null && before.openTime().isBefore(candle.openTime())) {
            seen.add(new Observation(series, before, true, at));
        }
        newest.put(series, candle);
        seen.add(new Observation(series, candle, isOver(series, candle, at), at));
        return seen;
    }

    /**
     * The exchange told its last candles.
     *
     * @param candles oldest first; those but the last are over
     */
    List<Observation> seen(Series series, List<Candle> candles, Instant at) {
        List<Observation> seen = new ArrayList<>(candles.size() + 1);
        int last = candles.size() - 1;
        candles.subList(0, Math.max(last, 0)).forEach(candle -> seen.add(new Observation(series, candle, true, at)));
        if (last >= 0) {
            seen.addAll(seen(series, candles.get(last), at));
        }
        return seen;
    }

    /** Those that formed and are over by now, though nothing came after them. Each is answered once. */
    List<Observation> over(Instant now) {
        List<Observation> over = new ArrayList<>();
        newest.forEach((series, candle) -> {
            if (isOver(series, candle, now)) {
                over.add(new Observation(series, candle, true, now));
            }
        });
        over.forEach(seen -> newest.remove(seen.series()));
        return over;
    }

    /** Nothing is heard of a series any more, so nobody knows how what formed went on. */
    void forget(Series series) {
        newest.remove(series);
    }

    private boolean isOver(Series series, Candle candle, Instant now) {
        return !now.isBefore(series.timeframe().closeOf(candle.openTime()).plus(grace));
    }
}
