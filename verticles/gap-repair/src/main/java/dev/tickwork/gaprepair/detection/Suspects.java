package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.detection.Watched.Scanned;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
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
        Future<Void> all = Future.succeededFuture();
        for (List<Watched> batch : Batches.of(counted, one -> one.horizon().count(one.span()))) {
            all = all.compose(before -> database.read(tx -> count(tx, land, chunks, batch)))
                    .map(wrong -> {
                        wrong.forEach((watched, spans) -> wanted.merge(watched, spans, Suspects::both));
                        return null;
                    });
        }
        return all;
    }

    private Future<Map<Watched, List<Span>>> count(Tx tx, Landscape land, Chunks chunks, List<Watched> batch) {
        List<Look> whole = batch.stream().map(one -> new Look(one, one.span())).toList();
        return gaps.settled(tx, whole).compose(settled -> gaps.filled(tx, chunks.timeframe())
                .compose(filled -> presence.counts(tx, chunks, whole)
                        .map(counts -> wrong(land.with(settled, filled), batch, new Census(chunks, counts)))));
    }

    private static Map<Watched, List<Span>> wrong(KnownGaps known, List<Watched> batch, Census census) {
        Map<Watched, List<Span>> wrong = new LinkedHashMap<>();
        batch.forEach(one -> wrong.put(one, census.wrong(one, known.of(one), known.unsure(one))));
        return wrong;
    }

    private static List<Span> both(List<Span> some, List<Span> others) {
        some.addAll(others);
        return some;
    }
}
