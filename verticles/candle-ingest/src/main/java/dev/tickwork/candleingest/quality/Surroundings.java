package dev.tickwork.candleingest.quality;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The candles around those that are judged, of one series: stored ones, doubted ones, and those that arrived together. */
public final class Surroundings {
    /** Further away, a price says nothing of another. */
    private static final int REACH = 24;

    private final Timeframe timeframe;
    private final NavigableMap<Instant, Candle> candles = new TreeMap<>();
    private final Set<Instant> doubted = new HashSet<>();

    public Surroundings(Timeframe timeframe) {
        this.timeframe = timeframe;
    }

    /** Candles that are believed, or may be. What was added before under the same opens is replaced. */
    public void add(Collection<Candle> more) {
        more.forEach(candle -> candles.put(candle.openTime(), candle));
    }

    /** A candle that is or becomes doubted. */
    public void doubt(Candle candle) {
        candles.put(candle.openTime(), candle);
        doubted.add(candle.openTime());
    }

    boolean isDoubted(Candle candle) {
        return doubted.contains(candle.openTime());
    }

    /** The next candle before an open, doubted or not, if it is near. */
    Optional<Candle> before(Instant open) {
        return near(open, candles.lowerEntry(open));
    }

    /** The next one that nobody doubts. */
    Optional<Candle> believedBefore(Instant open) {
        var entry = candles.lowerEntry(open);
        while (entry != null && doubted.contains(entry.getKey())) {
            entry = candles.lowerEntry(entry.getKey());
        }
        return near(open, entry);
    }

    /** The next candle after an open, if it is near. */
    Optional<Candle> after(Instant open) {
        return near(open, candles.higherEntry(open));
    }

    private Optional<Candle> near(Instant open, Map.@Nullable Entry<Instant, Candle> other) {
        if (other == null) {
            return Optional.empty();
        }
        Instant first = open.isBefore(other.getKey()) ? open : other.getKey();
        Instant second = open.isBefore(other.getKey()) ? other.getKey() : open;
        return timeframe.plus(first, REACH).isBefore(second) ? Optional.empty() : Optional.of(other.getValue());
    }
}
