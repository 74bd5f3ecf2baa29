package dev.tickwork.candleingest.update;

import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.jobs.cron.OverlapPolicy;
import dev.tickwork.messages.candles.FetchCandles;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the last closed candles again, because an exchange corrects some after they are over and does not always say so on
 * the stream. Of a series of which no candle has closed since the last round it asks nothing; of the others all that have
 * closed in two rounds, in one request, and ten at least.
 */
public final class RereadJob implements Job {
    public static final String NAME = "candle-reread";

    private static final int FEWEST = 10;
    private static final int ROUNDS = 2;

    /** Behind all that is wanted soon, and before the past: that may take days. */
    private static final int PRIORITY = -40;

    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofSeconds(30), Duration.ofMinutes(1));

    private final JobDefinition definition;
    private final RereadPace pace;
    private final Supplier<Collection<StoredSeries>> series;
    private final Duration grace;

    /**
     * @param verticle whose job it is
     * @param pace as wished; it is slower when there are many series
     * @param series that the exchange serves and that are collected; asked for on any thread
     * @param grace how long after its end the exchange may take to tell a candle
     */
    public RereadJob(String verticle, RereadPace pace, Supplier<Collection<StoredSeries>> series, Duration grace) {
        this.definition = JobDefinition.of(NAME, JobQueue.LOW_PRIORITY, LIMITS)
                .in(verticle)
                .retried(RetryPolicy.NEVER)
                .scheduled(Schedule.every(pace.wished())
                        .startingAfter(pace.wished())
                        .overlapping(OverlapPolicy.ALLOW)
                        .stretchedBy(now -> pace.cadence(series.get().size())));
        this.pace = pace;
        this.series = series;
        this.grace = grace;
    }

    @Override
    public JobDefinition definition() {
        return definition;
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        Collection<StoredSeries> all = series.get();
        Duration every = pace.cadence(all.size()).every();
        Instant begin = run.firedAt().minus(grace).minus(every);
        List<RunRequest> requests = all.stream()
                .filter(one -> hasClosedSince(begin, closed(one, run)))
                .map(one -> request(one, closed(one, run), every))
                .toList();
        return Round.make(requests, run, "no candle has closed since the last round");
    }

    private static boolean hasClosedSince(Instant begin, Span closed) {
        return !closed.isEmpty() && closed.until().isAfter(begin);
    }

    private Span closed(StoredSeries one, RunContext run) {
        return one.horizon(run.firedAt(), grace).span();
    }

    private static RunRequest request(StoredSeries one, Span closed, Duration every) {
        Timeframe timeframe = one.timeframe();
        Instant from = timeframe.plus(closed.until(), -candles(timeframe, every));
        var fetch = new FetchCandles(
                one.series().symbol(),
                timeframe.label(),
                from.isBefore(closed.from()) ? closed.from() : from,
                closed.until(),
                "reread");
        return Round.request(one.series(), fetch).prior(PRIORITY);
    }

    private static long candles(Timeframe timeframe, Duration every) {
        return Math.max(FEWEST, every.multipliedBy(ROUNDS).dividedBy(timeframe.about()) + 1);
    }
}
