package dev.tickwork.pricefetcher;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RetryRule;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.jobs.cron.Cron;
import dev.tickwork.pricefetcher.daily.DailyPriceArgs;
import dev.tickwork.pricefetcher.daily.DailyPriceSync;
import dev.tickwork.pricefetcher.daily.SyncOutcome;
import dev.tickwork.pricefetcher.daily.SyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Brings the prices of past days up to date: every hour what is missing at the end, every night everything that is
 * tracked. When the provider makes us wait, the same run goes on later with what is left.
 */
final class DailyPriceJob implements Job {
    static final String NAME = "daily-prices";
    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofMinutes(5), Duration.ofMinutes(6));
    private static final RetryPolicy RETRY =
            RetryPolicy.of(RetryRule.exponential(3, Duration.ofSeconds(60), Duration.ofMinutes(10)));
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final DailyPriceSync sync;
    private final List<Schedule> schedules;
    private final Time time;

    /**
     * @param smart when to fetch what is missing at the end
     * @param full when to fetch everything
     */
    DailyPriceJob(DailyPriceSync sync, Cron smart, Cron full, Time time) {
        this.sync = sync;
        this.schedules = List.of(
                Schedule.at(smart).named("daily-prices-smart").with(DailyPriceArgs.of(DailyPriceArgs.Mode.SMART)),
                Schedule.at(full).named("daily-prices-full").with(DailyPriceArgs.of(DailyPriceArgs.Mode.FULL)));
        this.time = time;
    }

    @Override
    public JobDefinition definition() {
        return JobDefinition.of(NAME, JobQueue.HIGH_PRIORITY, LIMITS)
                .in(PriceFetcherVerticle.NAME)
                .knownAs("price_refresh", "PriceRefreshJob")
                .retried(RETRY)
                .taking(DailyPriceArgs.class)
                .scheduled(schedules.toArray(Schedule[]::new));
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        return sync.run(run.arguments(DailyPriceArgs.class), new RunOfDays(run))
                .map(outcome -> outcome.match(this::done, this::later));
    }

    private JobOutcome done(SyncOutcome.Finished finished) {
        SyncResult result = finished.result();
        return new JobOutcome.Done(result.recordsUpdated(), result.symbolsProcessed(), result.failed()).with(result);
    }

    private JobOutcome later(SyncOutcome.Paused paused) {
        Duration wait = Duration.between(time.now(), paused.until());
        return new JobOutcome.Snooze(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait, paused.reason());
    }
}
