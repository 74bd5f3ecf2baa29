package dev.tickwork.gaprepair;

import dev.tickwork.gaprepair.detection.GapScan;
import dev.tickwork.gaprepair.detection.ScanReport;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.TimeLimits;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for what is missing among the candles: every night through everything, by whatever interval is wished where that
 * may have changed, and for whoever asks. {@code GapRepairJob} looks before it repairs, so by itself this job does so
 * only when it shall be done more often than repairs.
 */
final class GapDetectionJob implements Job {
    static final String NAME = "gap-detection";

    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofMinutes(20), Duration.ofMinutes(30));

    private final JobDefinition definition;
    private final GapScan scan;
    private final int maxOpenGaps;

    GapDetectionJob(GapRepairConfig config, GapScan scan) {
        this.definition = JobDefinition.of(NAME, JobQueue.DEFAULT, LIMITS)
                .in(GapRepairVerticle.NAME)
                .taking(DetectionArgs.class)
                .scheduled(schedules(config).toArray(Schedule[]::new));
        this.scan = scan;
        this.maxOpenGaps = config.maxOpenGaps();
    }

    @Override
    public JobDefinition definition() {
        return definition;
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        return scan.countOpen()
                .compose(open -> isTooMuch(open, maxOpenGaps)
                        ? Future.succeededFuture(tooMuch(run, open, maxOpenGaps))
                        : scan.all(run, run.arguments(DetectionArgs.class).isFull())
                                .map(report -> done(run, report)));
    }

    /** Whether nothing is looked for because there is enough to repair. */
    static boolean isTooMuch(int open, int most) {
        return most > 0 && open > most;
    }

    private static JobOutcome tooMuch(RunContext run, int open, int most) {
        String reason = open + " gaps are open, and with more than " + most + " nothing is looked for";
        GapLog.warn(run, reason);
        return new JobOutcome.Skipped(reason);
    }

    private static JobOutcome done(RunContext run, ScanReport report) {
        GapLog.detected(run, report);
        return JobOutcome.Done.all(report.found().size(), report.series()).with(DetectionResult.of(report));
    }

    private static List<Schedule> schedules(GapRepairConfig config) {
        List<Schedule> schedules = new ArrayList<>();
        schedules.add(Schedule.at(config.sweep()).named("gap-sweep").with(new DetectionArgs(true)));
        if (config.detectEvery().compareTo(config.repairEvery()) < 0) {
            schedules.add(Schedule.every(config.detectEvery()));
        }
        return schedules;
    }
}
