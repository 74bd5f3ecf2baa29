package dev.tickwork.simulator.candles;

import dev.tickwork.domain.candles.Timeframe;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was recorded of one symbol.
 *
 * @param reels by timeframe; not empty
 */
record Recording(NavigableMap<Timeframe, Reel> reels) {
    Recording {
        if (reels.isEmpty()) {
            throw new IllegalArgumentException("reels: there is none");
        }
        reels = Collections.unmodifiableNavigableMap(new TreeMap<>(reels));
    }

    /** What candles of {@code timeframe} are made of: those of the longest recorded timeframe that fits in; else empty. */
    Optional<Reel> madeOf(Timeframe timeframe) {
        return Optional.ofNullable(reels.floorEntry(timeframe)).map(Map.Entry::getValue);
    }

    /** Where candles of {@code timeframe} are no longer recorded. */
    Reel endOf(Timeframe timeframe) {
        return madeOf(timeframe).orElseGet(() -> reels.values().stream()
                .max(Comparator.comparing(Reel::ends))
                .orElseThrow());
    }
}
