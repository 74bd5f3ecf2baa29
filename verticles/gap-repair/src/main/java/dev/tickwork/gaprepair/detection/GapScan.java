package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Looks for what is missing and writes it down: everything, or only where something may have changed since the last look.
 * Nothing is expected before a series' first candle or its retention, of a candle that may still be on its way, or where a
 * backfill has still to come. Safe to repeat.
 */
public final class GapScan {
    private final Database database;
    private final Time time;
    private final SeriesStore series;
    private final GapStore gaps = new GapStore();
    private final ReconciliationStore reconciliations = new ReconciliationStore();
    private final Suspects suspects;
    private final Judge judge;

    /** @param grace how long after its end a candle may still be on its way */
    public GapScan(Database database, Time time, Duration grace) {
        var presence = new PresenceStore();
        this.database = database;
        this.time = time;
        this.series = new SeriesStore(grace);
        this.suspects = new Suspects(database, presence, gaps);
        this.judge = new Judge(database, presence, gaps);
    }

    /**
     * Looks at all series.
     *
     * @param isFull whether everything is looked through, or what may have changed
     */
    public Future<ScanReport> all(RunContext run, boolean isFull) {
        var mark = new ScanMark(run.runId(), time.now());
        return run.write(tx -> reconciliations.free(tx).compose(freed -> series.forgetRemoved(tx)))
                .compose(freed -> landscape(mark.at()))
                .map(land -> new Pass(run, land, mark, isFull))
                .compose(pass -> endGapsOfNobody(pass)
                        .compose(ended -> eachTimeframe(pass).map(report -> report.and(ScanReport.gone(ended)))));
    }

    /** Looks at one stretch of a series; does nothing when nothing is expected of it. */
    public Future<ScanReport> stretch(RunContext run, Series one, Span span) {
        var mark = new ScanMark(run.runId(), time.now());
        return landscape(mark.at()).compose(land -> land.find(one)
                .map(watched -> judge.judge(land, one.timeframe(), Map.of(watched, List.of(span)))
                        .compose(changes -> write(run, changes, List.of(), mark)))
                .orElseGet(() -> Future.succeededFuture(ScanReport.NOTHING)));
    }

    /** How many gaps there are about which something is left to do. */
    public Future<Integer> countOpen() {
        return database.read(gaps::countOpen);
    }

    /** When the series was looked at that was not looked at for longest; long ago when one never was. */
    public Future<Instant> oldestLook() {
        return database.read(tx -> series.watched(tx, time.now())).map(watched -> watched.stream()
                .map(one ->
                        one.scanned() == null ? Instant.EPOCH : one.scanned().at())
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH));
    }

    private Future<Landscape> landscape(Instant now) {
        return database.read(tx -> series.watched(tx, now)
                .compose(watched -> series.notLoaded(tx).compose(notLoaded -> series.endedSince(tx)
                        .compose(ended -> gaps.open(tx).map(open -> Landscape.of(watched, notLoaded, ended, open))))));
    }

    /** One look at everything. */
    private record Pass(RunContext run, Landscape land, ScanMark mark, boolean isFull) {}

    private Future<Integer> endGapsOfNobody(Pass pass) {
        List<Gap> ofNobody = pass.land().ofNobody();
        return ofNobody.isEmpty()
                ? Future.succeededFuture(0)
                : pass.run()
                        .write(tx -> reconciliations.gone(tx, ofNobody, pass.mark()))
                        .map(written -> ofNobody.size());
    }

    private Future<ScanReport> eachTimeframe(Pass pass) {
        Future<ScanReport> all = Future.succeededFuture(ScanReport.NOTHING);
        for (Timeframe timeframe : pass.land().timeframes()) {
            all = all.compose(before -> look(pass, timeframe).map(before::and));
        }
        return all;
    }

    private Future<ScanReport> look(Pass pass, Timeframe timeframe) {
        pass.run().checkCancelled();
        Landscape land = pass.land();
        return suspects.of(land, timeframe, pass.isFull())
                .compose(wanted -> judge.judge(land, timeframe, wanted))
                .compose(changes -> judge.filled(land, timeframe, pass.isFull()).map(changes::and))
                .compose(changes -> write(pass.run(), changes, land.of(timeframe), pass.mark()));
    }

    private Future<ScanReport> write(RunContext run, Changes changes, List<Watched> looked, ScanMark mark) {
        var report = new AtomicReference<>(ScanReport.NOTHING);
        return run.write(tx -> reconciliations.apply(tx, changes, mark).compose(applied -> {
                    report.set(applied.changes().report(looked.size()));
                    return series.scanned(tx, known(looked, applied.refused()), mark);
                }))
                .map(written -> report.get());
    }

    // What was refused is only found again where nobody has looked yet.
    private static List<Watched> known(List<Watched> looked, Set<Series> refused) {
        return looked.stream().filter(one -> !refused.contains(one.series())).toList();
    }
}
