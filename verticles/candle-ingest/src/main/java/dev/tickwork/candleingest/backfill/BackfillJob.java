package dev.tickwork.candleingest.backfill;

import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RetryRule;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.TimeLimits;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Loads the past of all series, newest first, each request in a run of its own. While it waits for them it needs no hand;
 * killed or redeployed, it goes on where it was.
 */
public final class BackfillJob implements Job {
    public static final String NAME = "candle-backfill";

    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofMinutes(2), Duration.ofMinutes(5));
    private static final RetryPolicy RETRY =
            RetryPolicy.of(RetryRule.exponential(20, Duration.ofSeconds(10), Duration.ofMinutes(10)));

    private final JobDefinition definition;
    private final BackfillParts parts;
    private final Untold untold = new Untold();

    /** @param verticle whose job it is */
    BackfillJob(String verticle, BackfillParts parts) {
        this.definition = JobDefinition.of(NAME, JobQueue.LOW_PRIORITY, LIMITS)
                .in(verticle)
                .knownAs("run_backfill")
                .retried(RETRY)
                .taking(BackfillArgs.class);
        this.parts = parts;
    }

    /** Asks for one; several can go on beside each other. */
    static RunRequest request(BackfillArgs args, Origin origin) {
        return RunRequest.of(NAME, origin).with(args);
    }

    @Override
    public JobDefinition definition() {
        return definition;
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        return parts.runs().askedAt(run).compose(since -> new BackfillPass(parts, untold, run, since).go());
    }
}
