package dev.tickwork.candleingest.fetch;

import dev.tickwork.candleingest.intake.Intake;
import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.candleingest.store.Batch;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RetryRule;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.messages.candles.CandlesFetched;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.postgres.DatabaseError;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Brings the candles of a range: asks the exchange for them and for one more on each side, and takes in what it tells.
 * When the exchange makes us wait, the same run begins anew later; what it has stored is not written again.
 */
public final class CandleFetchJob implements Job {
    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofMinutes(10), Duration.ofMinutes(11));
    private static final RetryPolicy RETRY =
            RetryPolicy.of(RetryRule.exponential(5, Duration.ofSeconds(30), Duration.ofMinutes(10)));
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration MAINTENANCE_WAIT = Duration.ofMinutes(1);
    /** What Postgres says when there is no part for a row. */
    private static final String NO_PART = "23514";

    private final FetchParts parts;
    private final String verticle;

    /** @param verticle whose job it is */
    public CandleFetchJob(FetchParts parts, String verticle) {
        this.parts = parts;
        this.verticle = verticle;
    }

    /** What is under way. */
    private record Fetch(RunContext run, FetchCandles asked, Range range, List<Page> pages) {}

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
        Range range = Range.of(series, asked.from(), asked.until());
        if (range.isEmpty()) {
            return Future.succeededFuture(new JobOutcome.Skipped("no candle opens in the range"));
        }
        return ask(
                new Fetch(run, asked, range, new ArrayList<>()),
                range.questions(parts.source().mostPerCall()));
    }

    private Future<JobOutcome> ask(Fetch fetch, List<Span> questions) {
        fetch.run().checkCancelled();
        int done = fetch.pages().size();
        if (done == questions.size()) {
            return Future.succeededFuture(done(fetch));
        }
        fetch.run()
                .progress(
                        done,
                        (long) questions.size(),
                        "requests of " + fetch.range().series().series());
        var question = new CandleQuestion(
                fetch.asked().symbol(),
                fetch.range().series().timeframe(),
                questions.get(done),
                parts.source().mostPerCall());
        return parts.source()
                .candles(question)
                .compose(answer -> answer.match(
                        found -> store(fetch, found).compose(stored -> ask(fetch, questions)),
                        this::later,
                        this::afterMaintenance));
    }

    private Future<Page> store(Fetch fetch, CandleAnswer.Found found) {
        return write(fetch, found)
                .recover(failure -> isWithoutPart(failure) ? write(fetch, found) : Future.failedFuture(failure))
                .map(taken -> told(fetch, found, taken));
    }

    private Future<Optional<Intake>> write(Fetch fetch, CandleAnswer.Found found) {
        var origin = new Batch.Origin(parts.node(), parts.source().name(), found.request(), found.receivedAt());
        Batch batch = Batch.ofRun(fetch.run(), fetch.asked().reason(), origin);
        var taken = new AtomicReference<@Nullable Intake>();
        List<Observation> seen = seen(fetch.range().series(), found);
        if (seen.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return fetch.run()
                .write(tx -> parts.intake().take(tx, batch, seen).map(intake -> {
                    taken.set(intake.orElse(null));
                    return intake.map(Intake::rows).orElse(0);
                }))
                .map(written -> Optional.ofNullable(taken.get()));
    }

    private Page told(Fetch fetch, CandleAnswer.Found found, Optional<Intake> taken) {
        taken.ifPresent(parts.intake()::told);
        var page = new Page(found, taken.orElse(null));
        fetch.pages().add(page);
        return page;
    }

    private List<Observation> seen(StoredSeries series, CandleAnswer.Found found) {
        return found.candles().stream()
                .map(candle -> new Observation(
                        series.series(), candle, isOver(series, candle, found.receivedAt()), found.receivedAt()))
                .toList();
    }

    private boolean isOver(StoredSeries series, Candle candle, Instant at) {
        return !at.isBefore(series.timeframe().closeOf(candle.openTime()).plus(parts.grace()));
    }

    private JobOutcome done(Fetch fetch) {
        CandlesFetched fetched = fetch.range().summary(fetch.pages());
        int rows = fetch.pages().stream().mapToInt(Page::rows).sum();
        Series series = fetch.range().series().series();
        return JobOutcome.Done.all(rows, fetched.candles()).with(fetched).writing(tx -> parts.log()
                .answered(tx, series, fetch.range().wanted(), fetch.run().runId(), fetched.candles())
                .map(0));
    }

    private Future<JobOutcome> later(CandleAnswer.RateLimited limited) {
        Duration wait = Duration.between(parts.time().now(), limited.until());
        return Future.succeededFuture(
                new JobOutcome.Snooze(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait, limited.reason()));
    }

    private Future<JobOutcome> afterMaintenance(CandleAnswer.Maintenance maintenance) {
        return Future.succeededFuture(new JobOutcome.Snooze(MAINTENANCE_WAIT, maintenance.reason()));
    }

    /** Its part was dropped after this process had learnt that it was there. */
    private static boolean isWithoutPart(Throwable failure) {
        return failure instanceof DatabaseError refused && refused.sqlState().equals(NO_PART);
    }
}
