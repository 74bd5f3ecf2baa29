package dev.tickwork.pricefetcher;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.TimeLimits;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/** Deletes prices that are older than they are kept, in chunks, so that no transaction is long. */
final class QuoteRetentionJob implements Job {
    private static final int CHUNK = 5_000;
    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofMinutes(5), Duration.ofMinutes(6));
    private static final JobDefinition DEFINITION = JobDefinition.of("quote-retention", JobQueue.LOW_PRIORITY, LIMITS)
            .in(PriceFetcherVerticle.NAME)
            .scheduled(Schedule.every(Duration.ofHours(1)));

    private final QuoteStore store;
    private final Duration kept;
    private final Time time;

    QuoteRetentionJob(QuoteStore store, Duration kept, Time time) {
        this.store = store;
        this.kept = kept;
        this.time = time;
    }

    @Override
    public JobDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        return forget(run, time.now().minus(kept), 0).map(deleted -> JobOutcome.Done.all(deleted, deleted));
    }

    private Future<Integer> forget(RunContext run, Instant cutoff, int before) {
        run.checkCancelled();
        return run.write(tx -> store.forgetBefore(tx, cutoff, CHUNK))
                .compose(written -> written.rows() < CHUNK
                        ? Future.succeededFuture(before + written.rows())
                        : forget(run, cutoff, before + written.rows()));
    }
}
