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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
        Look look = Look.at(watched, span);
        return look.span().isEmpty() ? Future.succeededFuture(List.of()) : database.read(tx -> pieces(tx, look));
    }

    private Future<List<Piece>> pieces(Tx tx, Look look) {
        Watched watched = look.watched();
        Timeframe timeframe = watched.timeframe();
        return presence.holes(tx, timeframe, look.pieces().toList())
                .map(holes -> Spans.merged(holes.stream().map(Hole::span).toList()))
                .compose(holes -> gaps.in(tx, List.of(watched.series()), look.span())
                        .compose(known -> series.notLoaded(tx)
                                .map(stretches -> explained(watched, holes, known, ofSeries(watched, stretches)))));
    }

    private static List<Span> ofSeries(Watched watched, List<Stretch> stretches) {
        return stretches.stream()
                .filter(stretch -> stretch.seriesId() == watched.id())
                .map(Stretch::span)
                .toList();
    }

    // Where a backfill has still to come nobody asks, even if somebody did before.
    private static List<Piece> explained(
            Watched watched, List<Span> holes, List<KnownGap> known, List<Span> notLoaded) {
        List<Span> unsettled = Spans.minus(holes, spans(known, gap -> !gap.isOpen()));
        List<Span> askable = Spans.minus(unsettled, notLoaded);
        List<Piece> pieces = new ArrayList<>();
        known.forEach(gap -> common(gap.isOpen() ? askable : holes, gap.span())
                .forEach(part -> pieces.add(known(watched, part, gap))));
        Spans.minus(askable, spans(known, KnownGap::isOpen))
                .forEach(part -> pieces.add(unknown(watched, part, "missing")));
        Spans.minus(unsettled, askable).forEach(part -> pieces.add(unknown(watched, part, "not-loaded")));
        pieces.sort(Comparator.comparing(Piece::from));
        return pieces;
    }

    private static List<Span> spans(List<KnownGap> known, Predicate<KnownGap> some) {
        return known.stream().filter(some).map(KnownGap::span).toList();
    }

    private static Stream<Span> common(List<Span> holes, Span span) {
        return holes.stream().map(hole -> hole.and(span)).filter(part -> !part.isEmpty());
    }

    private static Piece known(Watched watched, Span part, KnownGap gap) {
        return new Piece(
                part.from(),
                part.until(),
                gap.state(),
                watched.timeframe().count(part),
                gap.id(),
                gap.attempts(),
                gap.confirmations(),
                gap.nextTryAt(),
                gap.lastError(),
                gap.downtimeId());
    }

    private static Piece unknown(Watched watched, Span part, String kind) {
        long candles = watched.timeframe().count(part);
        return new Piece(part.from(), part.until(), kind, candles, null, 0, 0, null, null, null);
    }
}
