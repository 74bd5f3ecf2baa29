package dev.tickwork.gaprepair;

import dev.tickwork.gaprepair.retention.OldGaps;
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
 * may have changed, and for whoever asks. {@link GapRepairJob} looks before it repairs, so by itself this job does so
 * only when it shall be done more often than repairs. With a look through everything it forgets gaps that are old.
 */
final class GapDetectionJob implements Job {
    static final String NAME = "gap-detection";

    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofMinutes(20), Duration.ofMinutes(30));

    private final JobDefinition definition;
    private final Lookout lookout;
    private final OldGaps old;

    GapDetectionJob(GapRepairConfig config, Lookout lookout, OldGaps old) {
        this.definition = JobDefinition.of(NAME, JobQueue.DEFAULT, LIMITS)
                .in(GapRepairVerticle.NAME)
                .taking(DetectionArgs.class)
                .scheduled(schedules(config).toArray(Schedule[]::new));
        this.lookout = lookout;
        this.old = old;
    }

    @Override
    public JobDefinition definition() {
        return definition;
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        boolean isFull = run.arguments(DetectionArgs.class).isFull();
        return lookout.unlessTooMuch(run, isFull)
                .compose(report -> isFull ? forget(run).map(report) : Future.succeededFuture(report))
                .map(report -> JobOutcome.Done.all(report.found().size(), report.series())
                        .with(DetectionResult.of(report)));
    }

    private Future<Integer> forget(RunContext run) {
        return old.forget(run).map(gaps -> {
            if (gaps > 0) {
                GapLog.say(run, "Forgot old gaps: " + gaps);
            }
            return gaps;
        });
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
