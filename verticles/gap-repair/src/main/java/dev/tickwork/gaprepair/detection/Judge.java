package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.detection.PresenceStore.Hole;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks at stretches candle by candle and says what that means for the gaps that are known. */
final class Judge {
    private final Database database;
    private final PresenceStore presence;
    private final GapStore gaps;

    Judge(Database database, PresenceStore presence, GapStore gaps) {
        this.database = database;
        this.presence = presence;
        this.gaps = gaps;
    }

    /** @param wanted where to look at series of one timeframe; open gaps that it reaches are looked at as a whole */
    Future<Changes> judge(Landscape land, Timeframe timeframe, Map<Watched, List<Span>> wanted) {
        List<Look> looks = wanted.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(span -> Look.at(entry.getKey(), span)))
                .filter(look -> !look.span().isEmpty())
                .toList();
        return settled(looks).compose(settled -> {
            List<Judgement> judgements = wanted.entrySet().stream()
                    .map(entry -> Judgement.of(
                            land,
                            entry.getKey(),
                            entry.getValue(),
                            settled.getOrDefault(entry.getKey().series(), List.of())))
                    .toList();
            return holes(
                            timeframe,
                            judgements.stream().flatMap(Judgement::looks).toList())
                    .map(holes -> reconciled(judgements, holes, false));
        });
    }

    /**
     * Says what the candles mean that came into settled gaps, each of which stays what it is as far as it is empty.
     *
     * @param isFull whether into any, or into those in quarantine only, of which there are few
     */
    Future<Changes> filled(Landscape land, Timeframe timeframe, boolean isFull) {
        return database.read(tx -> isFull ? gaps.filled(tx, timeframe) : gaps.filledQuarantined(tx, timeframe))
                .compose(filled -> {
                    List<Judgement> judgements = filled.stream()
                            .filter(Gap::isSettled)
                            .flatMap(gap -> land.find(gap.series()).stream()
                                    .filter(one -> Spans.covers(one.span(), gap.span()))
                                    .map(one -> new Judgement(one, List.of(gap.span()), List.of(gap))))
                            .toList();
                    return holes(
                                    timeframe,
                                    judgements.stream()
                                            .flatMap(Judgement::looks)
                                            .toList())
                            .map(holes -> reconciled(judgements, holes, true));
                });
    }

    private Future<Map<Series, List<Gap>>> settled(List<Look> looks) {
        Future<List<Gap>> all = Future.succeededFuture(List.of());
        for (List<Look> batch : Batches.of(looks, Look::size)) {
            all = all.compose(
                    before -> database.read(tx -> gaps.settled(tx, batch)).map(more -> joined(before, more)));
        }
        return all.map(found -> Landscape.gapsBySeries(found.stream().distinct().toList()));
    }

    private Future<List<Hole>> holes(Timeframe timeframe, List<Look> looks) {
        Future<List<Hole>> all = Future.succeededFuture(List.of());
        for (List<Look> batch : Batches.of(looks, Look::size)) {
            all = all.compose(before ->
                    database.read(tx -> presence.holes(tx, timeframe, batch)).map(more -> joined(before, more)));
        }
        return all;
    }

    /** @param isShared whether several judgements may be of one series, so that each has to pick its own holes */
    static Changes reconciled(List<Judgement> judgements, List<Hole> holes, boolean isShared) {
        Map<Watched, List<Span>> bySeries = holes.stream()
                .collect(Collectors.groupingBy(Hole::watched, Collectors.mapping(Hole::span, Collectors.toList())));
        Changes changes = Changes.none();
        for (Judgement one : judgements) {
            List<Span> ofSeries = bySeries.getOrDefault(one.watched(), List.of());
            List<Span> missing = Spans.merged(isShared ? one.pick(ofSeries) : ofSeries);
            Span expected = one.watched().span();
            changes.add(one.watched().series(), Reconciliation.of(missing, one.gaps(), expected.from()));
        }
        return changes;
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        List<T> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
