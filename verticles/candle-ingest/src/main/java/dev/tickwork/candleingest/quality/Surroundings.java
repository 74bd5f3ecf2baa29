package dev.tickwork.candleingest.quality;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The candles around those that are judged, of one series: stored ones, doubted ones, and those that arrived together. */
public final class Surroundings {
    /** Further away, in candles, a price says nothing of another. */
    static final int REACH = 24;

    private final Timeframe timeframe;
    private final NavigableMap<Instant, Candle> candles = new TreeMap<>();
    private final Set<Instant> doubted = new HashSet<>();
    private final List<WaitingCandle> waiting = new ArrayList<>();
    private final Map<Instant, List<Candle>> rejected = new HashMap<>();
    private @Nullable BigDecimal highest;
    private @Nullable BigDecimal lowest;

    public Surroundings(Timeframe timeframe) {
        this.timeframe = timeframe;
    }

    /** Candles that are believed, or may be. What was added before under the same opens is replaced. */
    public void add(Collection<Candle> more) {
        more.forEach(candle -> {
            put(candle);
            doubted.remove(candle.openTime());
        });
    }

    /** A candle that is or becomes doubted. */
    public void doubt(Candle candle) {
        put(candle);
        doubted.add(candle.openTime());
    }

    /** A candle that waits for an operator. */
    void await(WaitingCandle one) {
        doubt(one.candle());
        waiting.add(one);
    }

    /** A candle that an operator rejected. It says nothing of any other. */
    void reject(Candle candle) {
        rejected.computeIfAbsent(candle.openTime(), open -> new ArrayList<>()).add(candle);
    }

    /** Whether an operator rejected just these numbers. */
    boolean isRejected(Candle candle) {
        return rejected.getOrDefault(candle.openTime(), List.of()).stream().anyMatch(candle::saysTheSameAs);
    }

    /** Those that waited for an operator before anything arrived, in the order of their ids. */
    List<WaitingCandle> waiting() {
        return List.copyOf(waiting);
    }

    /** Whether the candle is here, just so, and nobody doubts it. */
    boolean isBelieved(Candle candle) {
        Candle here = candles.get(candle.openTime());
        return here != null && !doubted.contains(candle.openTime()) && here.saysTheSameAs(candle);
    }

    /** Whether the candle is here, just so, and doubted. */
    boolean isDoubted(Candle candle) {
        Candle here = candles.get(candle.openTime());
        return here != null && doubted.contains(candle.openTime()) && here.saysTheSameAs(candle);
    }

    /** Whether any price is so many times another; where none is nobody has to look closer. */
    boolean spread(BigDecimal factor) {
        return highest != null && lowest != null && highest.compareTo(lowest.multiply(factor)) >= 0;
    }

    /**
     * The candles whose word together is enough against one: its neighbours, of which that before it is believed. Of the
     * newest there is only that one, unless another between them is doubted: should that say the same as the newest, the
     * price moved. Of the oldest the two after it count, for of two alone nobody knows which one is wrong.
     *
     * @return empty when there are too few
     */
    List<Candle> witnesses(Instant open) {
        Optional<Candle> before = believedBefore(open);
        Optional<Candle> after = after(open);
        if (before.isEmpty()) {
            return after.flatMap(one -> after(one.openTime()).map(two -> List.of(one, two)))
                    .orElse(List.of());
        }
        Optional<Candle> other = after.or(() -> before(open));
        return Stream.concat(before.stream(), other.stream()).toList();
    }

    /** The next candle before an open, doubted or not, if it is near. */
    Optional<Candle> before(Instant open) {
        return near(open, candles.lowerEntry(open));
    }

    private Optional<Candle> believedBefore(Instant open) {
        var entry = candles.lowerEntry(open);
        while (entry != null && doubted.contains(entry.getKey())) {
            entry = candles.lowerEntry(entry.getKey());
        }
        return near(open, entry);
    }

    private Optional<Candle> after(Instant open) {
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

    private void put(Candle candle) {
        candles.put(candle.openTime(), candle);
        BigDecimal most = Price.highest(candle);
        BigDecimal least = Price.lowest(candle);
        highest = highest == null ? most : highest.max(most);
        lowest = lowest == null ? least : lowest.min(least);
    }
}
