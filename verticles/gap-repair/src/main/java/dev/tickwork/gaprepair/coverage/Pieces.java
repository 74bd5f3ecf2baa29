package dev.tickwork.gaprepair.coverage;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Time;
import dev.tickwork.gaprepair.detection.Look;
import dev.tickwork.gaprepair.detection.PresenceStore;
import dev.tickwork.gaprepair.detection.PresenceStore.Hole;
import dev.tickwork.gaprepair.detection.SeriesStore;
import dev.tickwork.gaprepair.detection.SeriesStore.Stretch;
import dev.tickwork.gaprepair.detection.Spans;
import dev.tickwork.gaprepair.detection.Watched;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Says what is missing in a stretch of a series, as it is now, and why. */
public final class Pieces {
    private final Database database;
    private final Time time;
    private final SeriesStore series;
    private final PresenceStore presence = new PresenceStore();
    private final KnownGapStore gaps = new KnownGapStore();

    /** @param grace how long after its end a candle may still be on its way */
    public Pieces(Database database, Time time, Duration grace) {
        this.database = database;
        this.time = time;
        this.series = new SeriesStore(grace);
    }

    /** The series of that symbol; empty when it is not collected, or nothing is expected of it. */
    public Future<Optional<Watched>> find(String symbol, Timeframe timeframe) {
        return database.read(tx -> series.watched(tx, time.now())).map(all -> all.stream()
                .filter(one -> one.series().symbol().equals(symbol) && one.timeframe() == timeframe)
                .findFirst());
    }

    /** What is missing there, cut to the stretch, in order; some hundred thousand candles are looked at at most. */
    public Future<List<Piece>> in(Watched watched, Span span) {
        return findings(watched, span).map(Findings::pieces);
    }

    /**
     * What of it a repair of that stretch asks the exchange for.
     *
     * @param isForced whether what is settled is asked for, too
     */
    public Future<List<Piece>> toAsk(Watched watched, Span span, boolean isForced) {
        return findings(watched, span).compose(findings -> database.read(tx -> gaps.held(tx, watched.series(), span))
                .map(held -> findings.toAsk(isForced, held)));
    }

    private Future<Findings> findings(Watched watched, Span span) {
        Look look = Look.at(watched, span);
        return look.span().isEmpty()
                ? Future.succeededFuture(new Findings(watched, List.of(), List.of(), List.of()))
                : database.read(tx -> findings(tx, look));
    }

    private Future<Findings> findings(Tx tx, Look look) {
        Watched watched = look.watched();
        return presence.holes(tx, watched.timeframe(), look.pieces().toList())
                .map(holes -> Spans.merged(holes.stream().map(Hole::span).toList()))
                .compose(holes -> gaps.in(tx, List.of(watched.series()), look.span())
                        .compose(known -> series.notLoaded(tx)
                                .map(all -> new Findings(watched, holes, known, ofSeries(watched, all)))));
    }

    private static List<Span> ofSeries(Watched watched, List<Stretch> stretches) {
        return stretches.stream()
                .filter(stretch -> stretch.seriesId() == watched.id())
                .map(Stretch::span)
                .toList();
    }
}
