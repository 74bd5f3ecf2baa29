package dev.tickwork.candleingest.retention;

import dev.tickwork.candleingest.KeptDays;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;

/** Until when the candles of each timeframe go. */
final class CutOffs {
    private final KeptDays kept;

    CutOffs(KeptDays kept) {
        this.kept = kept;
    }

    /** The fewest days that any timeframe is kept. */
    int fewestDays() {
        return kept.configured().values().stream().min(Integer::compareTo).orElseThrow();
    }

    /**
     * Candles that open before these moments go; a timeframe that is kept for ever has none. Whole days are kept, so that
     * who counts and who deletes mean the same candles.
     *
     * @param before somebody wants those to stay that open later
     */
    Map<Timeframe, Instant> at(Instant now, Instant before) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        Map<Timeframe, Instant> cutOffs = new EnumMap<>(Timeframe.class);
        for (Timeframe timeframe : Timeframe.values()) {
            kept.of(timeframe)
                    .ifPresent(days -> cutOffs.put(timeframe, earlier(before, today.minus(Duration.ofDays(days)))));
        }
        return cutOffs;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
