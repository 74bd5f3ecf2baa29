package dev.tickwork.jobs;

import java.util.List;

/**
 * All scheduled jobs.
 *
 * @param jobs by name
 * @param totalJobs how many they are
 * @param complete whether all nodes' jobs are here; false while Postgres is away, when only this node's own are known
 */
public record JobsStatus(List<JobStatus> jobs, int totalJobs, boolean complete) {
    public JobsStatus {
        jobs = List.copyOf(jobs);
    }

    public static JobsStatus of(List<JobStatus> jobs, boolean complete) {
        return new JobsStatus(jobs, jobs.size(), complete);
    }
}
