package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.detection.PresenceStore.Hole;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Looks at single gaps again, after somebody has tried to fill them. */
public final class Recheck {
    private final SeriesStore series;
    private final PresenceStore presence = new PresenceStore();
    private final GapStore gaps = new GapStore();
    private final ReconciliationStore reconciliations = new ReconciliationStore();

    /** @param grace how long after its end a candle may still be on its way */
    public Recheck(Duration grace) {
        this.series = new SeriesStore(grace);
    }

    /**
     * Lets gaps be what is missing of them now: closed, smaller, or in several parts. Those of series of which
     * nothing is expected any more are gone. Safe to repeat.
     *
     * @param ids a few hundred at most
     */
    public Future<Void> recheck(Tx tx, UUID runId, Instant now, List<Long> ids) {
        var mark = new ScanMark(runId, now);
        return gaps.byId(tx, ids)
                .compose(asked -> series.watched(tx, now).compose(watched -> recheck(tx, mark, asked, watched)));
    }

    private Future<Void> recheck(Tx tx, ScanMark mark, List<Gap> asked, List<Watched> watched) {
        List<Judgement> judgements = judgements(asked, watched);
        return reconciliations
                .gone(tx, ofNobody(asked, watched), mark)
                .compose(gone -> holes(tx, judgements))
                .map(holes -> Judge.reconciled(judgements, holes, true))
                .compose(changes -> reconciliations.apply(tx, changes, mark))
                .mapEmpty();
    }

    private static List<Gap> ofNobody(List<Gap> asked, List<Watched> watched) {
        Set<Series> series = watched.stream().map(Watched::series).collect(Collectors.toSet());
        return asked.stream().filter(gap -> !series.contains(gap.series())).toList();
    }

    private static List<Judgement> judgements(List<Gap> asked, List<Watched> watched) {
        return asked.stream()
                .flatMap(gap -> watched.stream()
                        .filter(one -> one.series().equals(gap.series()))
                        .map(one -> new Judgement(one, List.of(gap.span()), List.of(gap))))
                .toList();
    }

    private Future<List<Hole>> holes(Tx tx, List<Judgement> judgements) {
        Map<Timeframe, List<Look>> looks = judgements.stream()
                .flatMap(Judgement::looks)
                .collect(Collectors.groupingBy(look -> look.watched().timeframe()));
        Future<List<Hole>> all = Future.succeededFuture(List.of());
        for (Map.Entry<Timeframe, List<Look>> one : looks.entrySet()) {
            all = all.compose(
                    before -> presence.holes(tx, one.getKey(), one.getValue()).map(more -> {
                        List<Hole> both = new ArrayList<>(before);
                        both.addAll(more);
                        return both;
                    }));
        }
        return all;
    }
}
