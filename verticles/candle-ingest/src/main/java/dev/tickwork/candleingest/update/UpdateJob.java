package dev.tickwork.candleingest.update;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.Cadence;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.LogLine;
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
import java.util.Optional;
import java.util.function.Supplier;

/** Asks for the last candles of every series, each in a run of its own; one that still waits is not asked for twice. */
public final class UpdateJob implements Job {
    public static final String NAME = "candle-update";

    private static final int CANDLES = 10;
    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofSeconds(30), Duration.ofMinutes(1));

    private final JobDefinition definition;
    private final UpdatePace pace;
    private final Supplier<Collection<Series>> series;
    private final Time time;

    /**
     * @param verticle whose job it is
     * @param pace as wished; it is slower when there are more series than that allows
     * @param series that the exchange serves and that are collected; asked for on any thread
     */
    public UpdateJob(String verticle, UpdatePace pace, Supplier<Collection<Series>> series, Time time) {
        this.definition = JobDefinition.of(NAME, JobQueue.DEFAULT, LIMITS)
                .in(verticle)
                .knownAs("run_update_loop")
                .retried(RetryPolicy.NEVER)
                .scheduled(Schedule.every(pace.interval())
                        .overlapping(OverlapPolicy.ALLOW)
                        .stretchedBy(now -> cadence()));
        this.pace = pace;
        this.series = series;
        this.time = time;
    }

    @Override
    public JobDefinition definition() {
        return definition;
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        Optional.ofNullable(cadence().reason()).ifPresent(why -> run.log(LogLine.Level.WARN, why));
        List<RunRequest> requests = series.get().stream().map(this::request).toList();
        return Round.make(requests, run, "no series is collected");
    }

    private Cadence cadence() {
        return pace.cadence(series.get().size());
    }

    private RunRequest request(Series one) {
        Timeframe timeframe = one.timeframe();
        Instant forming = timeframe.openOf(time.now());
        var fetch = new FetchCandles(
                one.symbol(),
                timeframe.label(),
                timeframe.plus(forming, 1 - CANDLES),
                timeframe.closeOf(forming),
                "update");
        return Round.request(one, fetch);
    }
}
