package dev.tickwork.gaprepair.detection;

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
     * Where to look at the series of a timeframe.
     *
     * @param isFull whether all are counted, or only those that were never looked through
     */
    Future<Map<Watched, List<Span>>> of(Landscape land, Timeframe timeframe, boolean isFull) {
        Map<Watched, List<Span>> wanted = new LinkedHashMap<>();
        List<Watched> counted = new ArrayList<>();
        for (Watched watched : land.of(timeframe)) {
            Scanned scanned = watched.scanned();
            List<Span> spans = new ArrayList<>();
            land.open(watched).forEach(gap -> spans.add(gap.span()));
            if (isFull || scanned == null) {
                counted.add(watched);
            } else {
                land.changed(watched, scanned).forEach(spans::add);
            }
            wanted.put(watched, spans);
        }
        return count(land, Chunks.of(timeframe), counted, wanted).map(done -> wanted);
    }

    private Future<Void> count(Landscape land, Chunks chunks, List<Watched> counted, Map<Watched, List<Span>> wanted) {
        if (counted.isEmpty()) {
            return Future.succeededFuture();
        }
        Span all = around(counted);
        return counts(chunks, chunks.windows(all, land.of(chunks.timeframe()).size()))
                .map(counts -> new Census(chunks, counts, all.from()))
                .compose(census -> known(land, chunks, counted).map(known -> {
                    counted.forEach(one -> wanted.merge(one, census.wrong(one, known), Suspects::both));
                    return null;
                }));
    }

    private Future<List<Count>> counts(Chunks chunks, List<Span> windows) {
        List<Count> counts = new ArrayList<>();
        Future<List<Count>> all = Future.succeededFuture(counts);
        for (Span window : windows) {
            all = all.compose(before -> database.read(tx -> presence.countsOfAll(tx, chunks, window)))
                    .map(more -> {
                        counts.addAll(more);
                        return counts;
                    });
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
