package dev.tickwork.gaprepair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.gaprepair.detection.ScanReport;
import dev.tickwork.jobs.LogLine.Level;
import dev.tickwork.jobs.RunContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people of gaps, in the process's log and in the run's. The lines are read by programs that look for their words,
 * so all of what they say is in the message.
 */
final class GapLog {
    private static final Logger log = LoggerFactory.getLogger(GapLog.class);
    private static final int MOST = 200;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private GapLog() {}

    static void begins(RunContext run) {
        say(run, "Running gap detection and repair...");
    }

    /** A line for each new gap, and one for those beyond {@value #MOST}. */
    static void detected(RunContext run, ScanReport report) {
        report.found().stream()
                .limit(MOST)
                .forEach(gap -> warn(run, "Gap detected: " + text(gap.series(), gap.span())));
        int more = report.found().size() - MOST;
        if (more > 0) {
            warn(run, "Gaps detected beside these: " + more);
        }
    }

    /** {@code BTCUSD/1h from 2026-02-05 20:00:00 to 2026-02-05 23:00:00}, in UTC, the end excluded. */
    static String text(Series series, Span span) {
        return series + " from " + moment(span.from()) + " to " + moment(span.until());
    }

    static void say(RunContext run, String message) {
        log.atInfo()
                .addKeyValue("job", run.job())
                .addKeyValue("runId", run.runId())
                .log(message);
        run.log(Level.INFO, message);
    }

    static void warn(RunContext run, String message) {
        log.atWarn()
                .addKeyValue("job", run.job())
                .addKeyValue("runId", run.runId())
                .log(message);
        run.log(Level.WARN, message);
    }

    private static String moment(Instant at) {
        return MOMENT.format(at);
    }
}
