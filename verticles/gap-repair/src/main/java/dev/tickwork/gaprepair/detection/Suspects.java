package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.detection.PresenceStore.Count;
import dev.tickwork.gaprepair.detection.Watched.Scanned;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says where there is a reason to look closely, which costs ten times as much as to count. */
final class Suspects {
    private final Database database;
    private final PresenceStore presence;
    private final GapStore gaps;

    Suspects(Database database, PresenceStore presence, GapStore gaps) {
        this.database = database;
        this.presence = presence;
        this.gaps = gaps;
    }

    /**
     * Where to look at the series of a timeframe. An open gap is looked at again only when it cannot be as it was.
     *
     * @param isFull whether all are counted, or only those that were never looked through
     */
    Future<Map<Watched, List<Span>>> of(Landscape land, Timeframe timeframe, boolean isFull) {
        return database.read(tx -> gaps.filledOpen(tx, timeframe))
                .map(Landscape::gapsBySeries)
                .compose(filled -> of(land, land.of(timeframe), filled, isFull));
    }

    private Future<Map<Watched, List<Span>>> of(
            Landscape land, List<Watched> series, Map<Series, List<Gap>> filled, boolean isFull) {
        Map<Watched, List<Span>> wanted = new LinkedHashMap<>();
        List<Watched> counted = new ArrayList<>();
        for (Watched watched : series) {
            Scanned scanned = watched.scanned();
            List<Span> spans = new ArrayList<>(land.outdated(watched, filled));
            if (isFull || scanned == null) {
                counted.add(watched);
            } else {
                land.changed(watched, scanned).forEach(spans::add);
            }
            wanted.put(watched, spans);
        }
        return count(land, series, counted, wanted).map(done -> wanted);
    }

    /**
     * First by month, which is how candles are stored; only where that is wrong in smaller chunks. Of series that were never
     * looked through it would be wrong nearly everywhere, so those are counted once.
     */
    private Future<Void> count(
            Landscape land, List<Watched> series, List<Watched> counted, Map<Watched, List<Span>> wanted) {
        if (counted.isEmpty()) {
            return Future.succeededFuture();
        }
        Chunks chunks = Chunks.of(counted.get(0).timeframe());
        return known(land, chunks, counted).compose(known -> {
            Future<Void> all = Future.succeededFuture();
            for (Span window : chunks.windows(around(counted), counted.size())) {
                for (List<Watched> batch :
                        Batches.of(counted, one -> one.horizon().count(window))) {
                    all = all.compose(before -> suspects(window, batch, known))
                            .compose(some -> count(chunks, window, some, isNearlyAll(some, series), known))
                            .map(wrong -> {
                                wrong.forEach((one, spans) -> wanted.merge(one, spans, Suspects::both));
                                return null;
                            });
                }
            }
            return all;
        });
    }

    private Future<List<Watched>> suspects(Span window, List<Watched> batch, KnownGaps known) {
        List<Watched> before = batch.stream().filter(Watched::isScanned).toList();
        if (before.isEmpty()) {
            return Future.succeededFuture(batch);
        }
        return database.write(tx -> presence.countsIn(tx, window, before)).map(counts -> {
            Map<Integer, Long> present = counts.stream().collect(Collectors.toMap(Count::seriesId, Count::present));
            return batch.stream()
                    .filter(one -> !one.isScanned() || isWrong(one, window, present.getOrDefault(one.id(), 0L), known))
                    .toList();
        });
    }

    // What is there before the series' own begin was counted with it.
    private static boolean isWrong(Watched one, Span window, long present, KnownGaps known) {
        Span part = one.span().and(window);
        boolean isCutOff = one.span().from().isAfter(window.from()) && !part.isEmpty();
        long missing = known.of(one).stream()
                .mapToLong(gap -> one.timeframe().count(gap.span().and(part)))
                .sum();
        return isCutOff
                || known.unsure(one).stream().anyMatch(span -> Spans.overlap(span, part))
                || (!part.isEmpty() && present + missing != one.timeframe().count(part));
    }

    private static boolean isNearlyAll(List<Watched> some, List<Watched> all) {
        return some.size() * 10 >= all.size() * 9;
    }

    private Future<Map<Watched, List<Span>>> count(
            Chunks chunks, Span window, List<Watched> some, boolean isAll, KnownGaps known) {
        Future<Map<Watched, List<Span>>> all = Future.succeededFuture(new LinkedHashMap<>());
        for (List<Watched> batch : Batches.of(some, one -> one.horizon().count(window))) {
            List<Look> looks = batch.stream().map(one -> Look.at(one, window)).toList();
            boolean isAllAtOnce = isAll && batch.size() == some.size();
            all = all.compose(before -> database.write(tx -> presence.manyCounts(tx, chunks, looks, isAllAtOnce))
                    .map(counts -> new Census(
                            chunks,
                            counts,
                            looks.stream()
                                    .map(look -> look.span().from())
                                    .min(Instant::compareTo)
                                    .orElseThrow()))
                    .map(census -> {
                        looks.forEach(look -> before.put(look.watched(), census.wrong(look, known)));
                        return before;
                    }));
        }
        return all;
    }

    private Future<KnownGaps> known(Landscape land, Chunks chunks, List<Watched> counted) {
        List<Look> whole =
                counted.stream().map(one -> new Look(one, one.span())).toList();
        return database.read(tx -> gaps.settled(tx, whole)
                .compose(settled -> gaps.filled(tx, chunks.timeframe()).map(filled -> land.with(settled, filled))));
    }

    private static Span around(List<Watched> series) {
        Instant from = series.stream()
                .map(one -> one.span().from())
                .min(Instant::compareTo)
                .orElseThrow();
        Instant until = series.stream()
                .map(one -> one.span().until())
                .max(Instant::compareTo)
                .orElseThrow();
        return new Span(from, until);
    }

    private static List<Span> both(List<Span> some, List<Span> others) {
        some.addAll(others);
        return some;
    }
}
