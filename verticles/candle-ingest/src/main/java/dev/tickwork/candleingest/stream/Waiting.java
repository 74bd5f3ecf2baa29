package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was heard and is not stored yet: of each candle how it was seen last, in the order in which they came first. So a
 * candle that changes a thousand times takes one place. Touched on one context only.
 */
final class Waiting {
    private final Room room;
    private final Map<Place, Observation> candles = new LinkedHashMap<>();

    Waiting(Room room) {
        this.room = room;
    }

    /** @return false when there is no room for it */
    boolean add(Observation seen) {
        Place place = Place.of(seen);
        Observation before = candles.get(place);
        if (before == null && !room.take()) {
            return false;
        }
        if (before == null || isNewer(seen, before)) {
            candles.put(place, seen);
        }
        return true;
    }

    /** Hands out the first ones; they keep their room until {@link #stored} or {@link #again}. */
    List<Observation> take(int most) {
        List<Observation> taken = new ArrayList<>(Math.min(most, candles.size()));
        Iterator<Observation> all = candles.values().iterator();
        while (all.hasNext() && taken.size() < most) {
            taken.add(all.next());
            all.remove();
        }
        return List.copyOf(taken);
    }

    /** What was handed out is stored, or is not wanted any more. */
    void stored(List<Observation> taken) {
        room.giveBack(taken.size());
    }

    /** What was handed out could not be stored and waits again, unless it was heard anew. */
    void again(List<Observation> taken) {
        Map<Place, Observation> later = new LinkedHashMap<>(candles);
        candles.clear();
        taken.forEach(seen -> candles.put(Place.of(seen), seen));
        later.values().forEach(this::merge);
    }

    /** Forgets everything. */
    void clear() {
        room.giveBack(candles.size());
        candles.clear();
    }

    int size() {
        return candles.size();
    }

    private void merge(Observation seen) {
        Observation before = candles.get(Place.of(seen));
        if (before != null) {
            room.giveBack(1);
        }
        if (before == null || isNewer(seen, before)) {
            candles.put(Place.of(seen), seen);
        }
    }

    /** What is over does not form any more. */
    private static boolean isNewer(Observation seen, Observation before) {
        return (seen.isFinal() || !before.isFinal()) && !seen.seenAt().isBefore(before.seenAt());
    }

    private record Place(Series series, Instant open) {
        static Place of(Observation seen) {
            return new Place(seen.series(), seen.candle().openTime());
        }
    }
}
