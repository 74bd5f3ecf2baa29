package dev.tickwork.runtime.once;

import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.Unique;
import io.vertx.core.Future;
import java.util.List;

/** Lets every schedule of a process fire once, whatever the clock says. */
public final class RunNow {
    private RunNow() {}

    /**
     * Asks for one run for each schedule; of several processes that do so at the same time, the first gets it.
     *
     * @param askedBy who, as the ledger will say
     */
    public static Future<Void> every(JobEngine engine, String askedBy) {
        return engine.jobs()
                .map(jobs -> requests(jobs, askedBy))
                .compose(engine::enqueueAll)
                .mapEmpty();
    }

    private static List<RunRequest> requests(List<JobDefinition> jobs, String askedBy) {
        return jobs.stream()
                .flatMap(job -> job.schedules().stream().map(schedule -> request(job, schedule, askedBy)))
                .toList();
    }

    private static RunRequest request(JobDefinition job, Schedule schedule, String askedBy) {
        RunRequest plain = RunRequest.of(job.name(), Origin.cli(askedBy))
                .once(Unique.waiting("run-now " + schedule.nameOf(job.name())));
        return schedule.arguments().map(plain::with).orElse(plain);
    }
}
