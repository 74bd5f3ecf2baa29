package dev.tickwork.candleingest.quality;

import static java.util.stream.Collectors.groupingBy;

import dev.tickwork.candleingest.store.SeenCandle;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
     * Judges what arrived. A candle that is over and doubted waits for an operator; one that still forms is judged by
     * itself only and left out when it cannot be true, because another follows.
     *
     * @param arrived each candle at most once
     */
    public Future<Verdict> judge(Tx tx, long batchId, Collection<SeenCandle> arrived) {
        List<Suspect> suspects = new ArrayList<>();
        Future<Void> judged = Future.succeededFuture();
        for (List<SeenCandle> ofSeries :
                arrived.stream().collect(groupingBy(SeenCandle::seriesId)).values()) {
            judged = judged.compose(before -> judgeSeries(tx, ofSeries, suspects));
        }
        return judged.compose(done -> verdict(tx, batchId, arrived, suspects));
    }

    private Future<Void> judgeSeries(Tx tx, List<SeenCandle> ofSeries, List<Suspect> suspects) {
        Thresholds thresholds = known.getOrDefault(ofSeries.get(0).seriesId(), NO_RULES);
        var judge = new CandleJudge(thresholds);
        ofSeries.stream().filter(one -> !one.seen().isFinal()).forEach(one -> judge.alone(one.candle())
                .ifPresent(doubt -> suspects.add(new Suspect(one, doubt))));
        List<SeenCandle> over = ofSeries.stream()
                .filter(one -> one.seen().isFinal())
                .sorted(Comparator.comparing(SeenCandle::openTime))
                .toList();
        return over.isEmpty()
                ? Future.succeededFuture()
                : surroundings.around(tx, look(over, thresholds)).map(around -> {
                    suspects.addAll(doubted(judge, over, around));
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

    private static List<Suspect> doubted(CandleJudge judge, List<SeenCandle> over, Surroundings around) {
        around.add(over.stream().map(SeenCandle::candle).toList());
        List<Suspect> doubted = new ArrayList<>();
        for (SeenCandle one : over) {
            Candle candle = one.candle();
            judge.among(candle, around).ifPresent(doubt -> {
                around.doubt(candle);
                doubted.add(new Suspect(one, doubt));
            });
        }
        return doubted;
    }

    private Future<Verdict> verdict(Tx tx, long batchId, Collection<SeenCandle> arrived, List<Suspect> suspects) {
        if (suspects.isEmpty()) {
            return Future.succeededFuture(new Verdict(List.copyOf(arrived), 0, 0));
        }
        return store.accepted(tx, suspects).compose(accepted -> {
            List<Suspect> held = suspects.stream()
                    .filter(suspect -> !accepted.contains(suspect.seen().key()))
                    .toList();
            List<Suspect> waiting = held.stream()
                    .filter(suspect -> suspect.seen().seen().isFinal())
                    .toList();
            return store.put(tx, batchId, waiting)
                    .map(put -> new Verdict(without(arrived, held), waiting.size(), held.size() - waiting.size()));
        });
    }

    private static List<SeenCandle> without(Collection<SeenCandle> arrived, List<Suspect> held) {
        Set<SeenCandle.Key> keys = new HashSet<>();
        held.forEach(suspect -> keys.add(suspect.seen().key()));
        return arrived.stream().filter(one -> !keys.contains(one.key())).toList();
    }
}
