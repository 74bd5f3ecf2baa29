package dev.tickwork.processes;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.processes.ServedCandles.Values;
import dev.tickwork.processes.StoredCandles.Hole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Compares what is stored of coins, in every timeframe, with what the exchange serves.
 *
 * @param begin what should have been loaded is counted from then
 */
record CandleProof(List<String> coins, StoredCandles stored, ServedCandles served, Instant begin) {
    /** Minutes are kept for three days; whoever keeps them deletes older ones meanwhile. */
    private static final Duration MINUTES_BACK = Duration.ofDays(2);

    private static final Duration REST_BACK = Duration.ofDays(35);

    /** Each candle that is over at {@code until} and is not stored as it is served. */
    List<String> differences(Instant until) throws Exception {
        List<String> all = new ArrayList<>();
        for (SeriesName series : all()) {
            Span span = watched(series, until);
            SortedMap<Instant, Values> there = stored.of(series, span);
            SortedMap<Instant, Values> wanted = served.of(series, span);
            var opens = new TreeSet<>(wanted.keySet());
            opens.addAll(there.keySet());
            opens.stream()
                    .filter(open -> !Objects.equals(there.get(open), wanted.get(open)))
                    .map(open -> series + " " + open + " is " + there.get(open) + " and not " + wanted.get(open))
                    .forEach(all::add);
        }
        return all;
    }

    /** Each candle that is over at {@code until} and that nobody has, unless it is settled why; and each gap that is open. */
    List<String> unexplained(Instant until) throws Exception {
        List<Hole> holes = stored.holes();
        List<String> all = new ArrayList<>();
        holes.stream()
                .filter(hole -> hole.isOpen() && hole.span().from().isBefore(until))
                .map(Hole::toString)
                .forEach(all::add);
        for (SeriesName series : all()) {
            Span span = watched(series, until);
            var there = served.of(series, span).keySet();
            series.timeframe()
                    .opens(span)
                    .filter(open -> !there.contains(open))
                    .filter(open -> holes.stream().noneMatch(hole -> hole.explains(series, open)))
                    .map(open -> series + " " + open + " is not there")
                    .forEach(all::add);
        }
        return all;
    }

    /** Each gap that is settled as empty and is not. */
    List<String> wronglyExplained() throws Exception {
        List<String> all = new ArrayList<>();
        for (Hole hole : stored.holes()) {
            if (hole.isEmptyForGood() && !served.of(hole.series(), hole.span()).isEmpty()) {
                all.add(hole.toString());
            }
        }
        return all;
    }

    private List<SeriesName> all() {
        return coins.stream()
                .flatMap(coin -> Arrays.stream(Timeframe.values()).map(timeframe -> new SeriesName(coin, timeframe)))
                .toList();
    }

    private Span watched(SeriesName series, Instant until) {
        Timeframe timeframe = series.timeframe();
        Duration back = timeframe == Timeframe.M1 ? MINUTES_BACK : REST_BACK;
        return new Span(timeframe.openFrom(begin.minus(back)), timeframe.openOf(until));
    }
}
