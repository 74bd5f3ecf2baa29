package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells which candles are over: those that a newer one of their series followed a moment ago, and those whose end was so
 * long ago that the exchange has told all of them. Touched on one context only.
 */
final class Forming {
    /** The last word on a candle comes after the first on the next; by then it has come, or will not. */
    private static final Duration LAST_WORD = Duration.ofSeconds(3);

    private final Duration grace;
    private final Duration silence;
    private final Time time;
    private final Map<Series, Heard> newest = new HashMap<>();
    private final Map<Place, Ending> endings = new LinkedHashMap<>();

    /**
     * @param grace how long after its end the exchange may take to tell a candle
     * @param silence how long in truth it may take to notice that nothing is heard any more: what follows on a candle is
     *     known by then
     */
    Forming(Duration grace, Duration silence, Time time) {
        this.grace = grace;
        this.silence = silence;
        this.time = time;
    }

    private record Place(Series series, Instant open) {}

    /** A candle as it was told last. */
    private record Heard(Series series, Candle candle, Instant at) {
        Observation as(boolean isFinal) {
            return new Observation(series, candle, isFinal, at);
        }

        Place place() {
            return new Place(series, candle.openTime());
        }

        boolean isBefore(Heard other) {
            return candle.openTime().isBefore(other.candle.openTime());
        }
    }

    /** A candle that a newer one followed at {@code since}. */
    private record Ending(Heard last, Instant since) {}

    /** A candle was told. */
    Observation seen(Series series, Candle candle, Instant at) {
        var heard = new Heard(series, candle, at);
        Heard before = newest.get(series);
        if (before != null && heard.isBefore(before)) {
            return ofThePast(heard);
        }
        if (before != null && before.isBefore(heard)) {
            endings.put(before.place(), new Ending(before, at));
        }
        newest.put(series, heard);
        return heard.as(isOver(heard, at));
    }

    /**
     * The exchange told its last candles.
     *
     * @param candles oldest first
     */
    List<Observation> seen(Series series, List<Candle> candles, Instant at) {
        List<Observation> seen = new ArrayList<>(candles.size());
        int last = candles.size() - 1;
        candles.subList(0, Math.max(last - 1, 0))
                .forEach(candle -> seen.add(new Observation(series, candle, true, at)));
        candles.subList(Math.max(last - 1, 0), last + 1).forEach(candle -> seen.add(seen(series, candle, at)));
        return seen;
    }

    /** Those that formed and are over by now. Each is answered once, as it was told last and when. */
    List<Observation> over(Instant now) {
        Instant latest = now.minus(time.shownIn(LAST_WORD));
        List<Heard> over = Stream.concat(
                        endings.values().stream()
                                .filter(ending -> !ending.since().isAfter(latest))
                                .map(Ending::last),
                        newest.values().stream().filter(heard -> isOver(heard, now)))
                .toList();
        over.forEach(heard -> {
            endings.remove(heard.place());
            newest.remove(heard.series(), heard);
        });
        return over.stream().map(heard -> heard.as(true)).toList();
    }

    /**
     * Nothing is heard of a series any more, so nobody knows how what formed went on.
     *
     * @return the open of the oldest candle that was not heard to its end; empty when all were
     */
    Optional<Instant> forget(Series series) {
        Stream<Instant> forming = Stream.ofNullable(newest.remove(series))
                .map(heard -> heard.place().open());
        Stream<Instant> ending = endings.keySet().stream()
                .filter(place -> place.series().equals(series))
                .map(Place::open);
        Optional<Instant> oldest = Stream.concat(forming, ending).min(Instant::compareTo);
        endings.keySet().removeIf(place -> place.series().equals(series));
        return oldest;
    }

    private Observation ofThePast(Heard heard) {
        Ending ending = endings.computeIfPresent(heard.place(), (place, known) -> new Ending(heard, known.since()));
        return heard.as(ending == null);
    }

    private boolean isOver(Heard heard, Instant now) {
        Instant close = heard.series().timeframe().closeOf(heard.place().open());
        return !now.isBefore(close.plus(grace)) && !now.isBefore(close.plus(time.shownIn(silence)));
    }
}
