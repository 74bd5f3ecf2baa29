package dev.tickwork.candleingest.fetch;

import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RetryRule;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.postgres.Tx;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings the candles of a range: asks the exchange for them and for one more on each side, and takes in what it tells.
 * When the exchange makes us wait, the same run goes on later with the request that it was at; after a maintenance, too,
 * if that is over within a quarter of an hour.
 */
public final class CandleFetchJob implements Job {
    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofMinutes(10), Duration.ofMinutes(11));
    private static final RetryPolicy RETRY =
            RetryPolicy.of(RetryRule.exponential(5, Duration.ofSeconds(30), Duration.ofMinutes(10)));
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final FetchParts parts;
    private final String verticle;
    private final Pages pages;

    /** @param verticle whose job it is */
    public CandleFetchJob(FetchParts parts, String verticle) {
        this.parts = parts;
        this.verticle = verticle;
        this.pages = new Pages(parts);
    }

    @Override
    public JobDefinition definition() {
        return JobDefinition.of(FetchCandles.JOB, JobQueue.DEFAULT, LIMITS)
                .in(verticle)
                .retried(RETRY)
                .taking(FetchCandles.class);
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        FetchCandles asked = run.arguments(FetchCandles.class);
        var series = new Series(parts.source().name(), asked.symbol(), Timeframe.of(asked.timeframe()));
        return known(series).compose(stored -> stored.filter(one -> !one.isBuilt())
                .map(one -> fetch(run, asked, one))
                .orElseGet(() -> Future.succeededFuture(new JobOutcome.GiveUp(
                        stored.isPresent() ? series + " is built and not fetched" : series + " is not collected"))));
    }

    /** Another node may have added it a moment ago. */
    private Future<Optional<StoredSeries>> known(Series series) {
        Optional<StoredSeries> known = parts.book().find(series);
        return known.isPresent()
                ? Future.succeededFuture(known)
                : parts.book().reload().map(read -> parts.book().find(series));
    }

    private Future<JobOutcome> fetch(RunContext run, FetchCandles asked, StoredSeries series) {
        Range range = Range.of(series, asked);
        if (range.isEmpty()) {
            return Future.succeededFuture(new JobOutcome.Skipped("no candle opens in the range"));
        }
        return pages.begun(Fetch.of(run, asked, range, parts.source().mostPerCall()))
                .compose(this::ask);
    }

    private Future<JobOutcome> ask(Fetch fetch) {
        fetch.run().checkCancelled();
        if (fetch.isOver()) {
            return Future.succeededFuture(done(fetch));
        }
        tellHowFar(fetch);
        var question = new CandleQuestion(
                fetch.asked().symbol(),
                fetch.range().series().timeframe(),
                fetch.question(),
                parts.source().mostPerCall());
        return parts.source()
                .candles(question)
                .compose(answer -> answer.match(
                        found -> pages.take(fetch, found).compose(this::ask), this::later, this::tryAgain));
    }

    private static void tellHowFar(Fetch fetch) {
        long answered = fetch.requests() - fetch.questions().size();
        fetch.run()
                .progress(
                        answered,
                        (long) fetch.requests(),
                        "requests of " + fetch.range().series().series());
    }

    private JobOutcome done(Fetch fetch) {
        Told told = fetch.allTold();
        return JobOutcome.Done.all(told.rows(), told.fetched().candles())
                .with(told.fetched())
                .writing(tx -> answered(tx, fetch, told.fetched().candles()));
    }

    private Future<Integer> answered(Tx tx, Fetch fetch, int candles) {
        Series series = fetch.range().series().series();
        return parts.log()
                .answered(tx, series, fetch.range().wanted(), fetch.run().runId(), candles)
                .compose(logged -> pages.forget(tx, fetch))
                .map(0);
    }

    private Future<JobOutcome> later(CandleAnswer.RateLimited limited) {
        Duration wait = Duration.between(parts.time().now(), limited.until());
        return Future.succeededFuture(
                new JobOutcome.Snooze(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait, limited.reason()));
    }

    /** Others wait for this run, and nobody knows how long a maintenance takes: as a failure it has its number of tries. */
    private Future<JobOutcome> tryAgain(CandleAnswer.Maintenance maintenance) {
        return Future.failedFuture(new Fault.Transient(maintenance.reason(), null));
    }
}
