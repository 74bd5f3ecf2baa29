package dev.tickwork.pricefetcher;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.jobs.Written;
import dev.tickwork.providers.QuoteAnswer;
import dev.tickwork.providers.QuoteSource;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.SortedSet;

/**
 * Asks the quote source for every symbol that is due, turns away what cannot be true, stores the rest and then shows it
 * to the browsers.
 */
final class PriceFetchJob implements Job {
    static final String NAME = "price-fetch";
    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofSeconds(30), Duration.ofMinutes(1));

    private final Duration interval;
    private final FetchPlan plan;
    private final QuoteSource source;
    private final QuoteJudge judge;
    private final PriceOutlet outlet;

    PriceFetchJob(Duration interval, FetchPlan plan, QuoteSource source, QuoteJudge judge, PriceOutlet outlet) {
        this.interval = interval;
        this.plan = plan;
        this.source = source;
        this.judge = judge;
        this.outlet = outlet;
    }

    @Override
    public JobDefinition definition() {
        Schedule schedule = Schedule.every(interval).stretchedBy(plan::cadence).continuesWithoutDatabase();
        return JobDefinition.of(NAME, JobQueue.HIGH_PRIORITY, LIMITS)
                .in(PriceFetcherVerticle.NAME)
                .knownAs("PriceFetcherJob")
                .retried(RetryPolicy.NEVER)
                .scheduled(schedule);
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        SortedSet<String> due = plan.due();
        return due.isEmpty()
                ? nothingToDo()
                : source.latest(due).compose(answer -> answer.match(quotes -> keep(run, due, quotes), this::waitFor));
    }

    private Future<JobOutcome> keep(RunContext run, SortedSet<String> due, QuoteAnswer.Quotes answer) {
        plan.asked(due);
        return judge.judge(answer)
                .compose(judged -> judged.believed().isEmpty()
                        ? Future.failedFuture(nothingUsable(judged))
                        : outlet.publish(run, judged.believed()).map(written -> done(written, judged)));
    }

    private static JobOutcome done(Written written, QuoteJudge.Judged judged) {
        return new JobOutcome.Done(written.rows(), judged.believed().size(), judged.failed());
    }

    /** Single symbols may fail in a run that succeeds; a run that brought nothing has failed. */
    private static Fault nothingUsable(QuoteJudge.Judged judged) {
        return new Fault.Transient("no usable price: " + judged.failed(), null);
    }

    /** No failure: the provider answered, and the next fetch comes when it allows one. */
    private Future<JobOutcome> waitFor(QuoteAnswer.RateLimited answer) {
        plan.waitUntil(answer.until(), answer.reason());
        return nothingToDo();
    }

    private Future<JobOutcome> nothingToDo() {
        return Future.succeededFuture(new JobOutcome.Skipped(plan.whyNothingIsDue()));
    }
}
