package dev.tickwork.gaprepair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.time.Time;
import dev.tickwork.gaprepair.detection.GapScan;
import dev.tickwork.gaprepair.detection.ScanReport;
import dev.tickwork.jobs.RunContext;
import io.vertx.core.Future;

/** Looks for gaps and tells what it finds. */
final class Lookout {
    private final GapRepairConfig config;
    private final GapScan scan;
    private final Time time;

    Lookout(GapRepairConfig config, GapScan scan, Time time) {
        this.config = config;
        this.scan = scan;
        this.time = time;
    }

    /** Looks where something may have changed, if some series has not been looked at for long enough. */
    Future<ScanReport> whenDue(RunContext run) {
        return scan.oldestLook()
                .compose(oldest -> oldest.plus(config.detectEvery()).isAfter(config.soon(time.now()))
                        ? Future.succeededFuture(ScanReport.NOTHING)
                        : unlessTooMuch(run, false));
    }

    /**
     * Looks at all series, unless there is enough to repair.
     *
     * @param isFull whether everything is looked through
     */
    Future<ScanReport> unlessTooMuch(RunContext run, boolean isFull) {
        int most = config.maxOpenGaps();
        return scan.countOpen()
                .compose(open -> most > 0 && open > most
                        ? Future.succeededFuture(tooMuch(run, open, most))
                        : scan.all(run, isFull).map(report -> told(run, report)));
    }

    /** Looks at a stretch of one series. */
    Future<ScanReport> stretch(RunContext run, Series series, Span span) {
        return scan.stretch(run, series, span).map(report -> told(run, report));
    }

    private static ScanReport tooMuch(RunContext run, int open, int most) {
        GapLog.warn(run, open + " gaps are open, and with more than " + most + " nothing is looked for");
        return ScanReport.NOTHING;
    }

    private static ScanReport told(RunContext run, ScanReport report) {
        GapLog.detected(run, report);
        return report;
    }
}
