package dev.tickwork.candleingest.quality;

import static java.util.stream.Collectors.groupingBy;

import dev.tickwork.candleingest.store.SeenCandle;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps doubted candles apart from the others. Safe for any thread. */
public final class Quarantine {
    private static final Thresholds NO_RULES = new Thresholds(Map.of());

    private final RuleStore rules = new RuleStore();
    private final SurroundingsStore surroundings = new SurroundingsStore();
    private final QuarantineStore store = new QuarantineStore();
    private volatile Map<Integer, Thresholds> known = Map.of();

    /** Reads the rules anew. */
    public Future<Void> reload(Database database) {
        return database.read(rules::all).onSuccess(read -> known = read).mapEmpty();
    }

    /**
     * Judges what arrived. A candle that is over and doubted waits for an operator, until what arrives later bears it out;
     * one that still forms is judged by itself only and left out when it cannot be true, because another follows.
     *
     * @param arrived each candle at most once; nobody else writes their series
     * @param now the present moment
     */
    public Future<Verdict> judge(Tx tx, long batchId, Collection<SeenCandle> arrived, Instant now) {
        var found = new Judgement(now);
        Future<Void> judged = Future.succeededFuture();
        for (List<SeenCandle> ofSeries :
                arrived.stream().collect(groupingBy(SeenCandle::seriesId)).values()) {
            judged = judged.compose(before -> judgeSeries(tx, ofSeries, found));
        }
        return judged.compose(done -> found.isClean()
                ? Future.succeededFuture(new Verdict(List.copyOf(arrived), List.of(), 0, 0, 0))
                : store.release(tx, found.borneOut(), now).compose(released -> verdict(tx, batchId, arrived, found)));
    }

    /** Whether a candle of a series could be true by itself; whether its neighbours bear it out is judged with them. */
    public boolean isPossible(int seriesId, Candle candle) {
        return new CandleJudge(known.getOrDefault(seriesId, NO_RULES))
                .alone(candle)
                .isEmpty();
    }

    private Future<Void> judgeSeries(Tx tx, List<SeenCandle> ofSeries, Judgement found) {
        Thresholds thresholds = known.getOrDefault(ofSeries.get(0).seriesId(), NO_RULES);
        var judge = new CandleJudge(thresholds);
        found.forming(judge, ofSeries.stream().filter(one -> !one.seen().isFinal()));
        List<SeenCandle> over = ofSeries.stream()
                .filter(one -> one.seen().isFinal())
                .sorted(Comparator.comparing(SeenCandle::openTime))
                .toList();
        return over.isEmpty()
                ? Future.succeededFuture()
                : surroundings.around(tx, look(over, thresholds)).map(around -> {
                    found.over(judge, over, around);
                    return null;
                });
    }

    private static SurroundingsStore.Look look(List<SeenCandle> over, Thresholds thresholds) {
        SeenCandle first = over.get(0);
        return new SurroundingsStore.Look(
                first.seriesId(),
                first.timeframe(),
                first.openTime(),
                over.get(over.size() - 1).openTime(),
                thresholds.lookback());
    }

    private Future<Verdict> verdict(Tx tx, long batchId, Collection<SeenCandle> arrived, Judgement found) {
        return store.believed(tx, found.suspects()).compose(believed -> {
            List<Suspect> held = found.suspects().stream()
                    .filter(suspect -> !believed.contains(suspect.seen().key()))
                    .toList();
            List<Suspect> waiting = held.stream()
                    .filter(suspect -> suspect.seen().seen().isFinal())
                    .toList();
            Stream<SeenCandle> out = Stream.concat(held.stream().map(Suspect::seen), found.rejected().stream());
            return store.put(tx, batchId, waiting)
                    .map(put -> new Verdict(
                            without(arrived, out),
                            found.released(),
                            waiting.size(),
                            found.rejected().size(),
                            held.size() - waiting.size()));
        });
    }

    private static List<SeenCandle> without(Collection<SeenCandle> arrived, Stream<SeenCandle> out) {
        Set<SeenCandle.Key> keys = out.map(SeenCandle::key).collect(Collectors.toSet());
        return arrived.stream().filter(one -> !keys.contains(one.key())).toList();
    }
}
