package dev.tickwork.runtime.retention;

import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.postgres.DatabaseDown;
import io.vertx.core.Future;
import java.util.List;

/** A table that is kept to its retention by the process that serves its room. */
public final class Keeping {
    private final JobEngine engine;
    private final RetentionParts parts;
    private final RetentionPolicy policy;
    private final List<Job> jobs;

    Keeping(JobEngine engine, RetentionParts parts, RetentionPolicy policy, List<Job> jobs) {
        this.engine = engine;
        this.parts = parts;
        this.policy = policy;
        this.jobs = jobs;
    }

    /** Cleans the table by its schedule, and for whoever asks, from now on. */
    public Future<Void> start() {
        return parts.database()
                .write(tx -> parts.policies().save(tx, policy))
                .recover(Keeping::savedByTheNextRun)
                .compose(saved -> Future.all(jobs.stream().map(engine::start).toList()))
                .mapEmpty();
    }

    /** Completes when no run goes on here any more. */
    public Future<Void> stop() {
        return Future.join(jobs.stream().map(engine::stop).toList()).mapEmpty();
    }

    private static Future<Integer> savedByTheNextRun(Throwable failure) {
        return failure instanceof DatabaseDown ? Future.succeededFuture(0) : Future.failedFuture(failure);
    }
}
