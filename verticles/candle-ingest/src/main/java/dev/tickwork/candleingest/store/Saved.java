package dev.tickwork.candleingest.store;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of candles that were to be stored.
 *
 * @param added those that were not there
 * @param changed those that were still forming when they were stored before
 * @param restated those that were final before and said something else
 * @param unchanged how many said what is stored already
 * @param older how many were seen before what is stored
 */
public record Saved(
        List<SeenCandle> added, List<SeenCandle> changed, List<SeenCandle> restated, int unchanged, int older) {
    /** Nothing was to be stored. */
    public static final Saved NOTHING = new Saved(List.of(), List.of(), List.of(), 0, 0);

    public Saved {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        restated = List.copyOf(restated);
    }

    /** Both together. */
    public Saved and(Saved other) {
        return new Saved(
                joined(added, other.added),
                joined(changed, other.changed),
                joined(restated, other.restated),
                unchanged + other.unchanged,
                older + other.older);
    }

    /** How many are stored now and were not before, or not so. */
    public int rows() {
        return added.size() + changed.size() + restated.size();
    }

    private static List<SeenCandle> joined(List<SeenCandle> first, List<SeenCandle> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        List<SeenCandle> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }
}
