package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.messages.candles.FetchCandles;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Plays {@code candle-fetch}: remembers what it was asked, and marks it as stored. */
final class ScriptedFetch {
    private final ChunkStore store;
    private final Time time;
    private final List<FetchCandles> asked = new CopyOnWriteArrayList<>();
    private final List<FetchCandles> stored = new CopyOnWriteArrayList<>();
    private volatile Predicate<Instant> refused = from -> false;
    private volatile boolean held;

    ScriptedFetch(ChunkStore store, Time time) {
        this.store = store;
        this.time = time;
    }

    /** In their order. */
    List<FetchCandles> asked() {
        return List.copyOf(asked);
    }

    List<FetchCandles> stored() {
        return List.copyOf(stored);
    }

    /** Whether it makes everybody wait. */
    void hold(boolean isSo) {
        held = isSo;
    }

    void refuse(Predicate<Instant> froms) {
        refused = froms;
    }

    /** One for each node. */
    Job job() {
        return new Job() {
            @Override
            public JobDefinition definition() {
                return JobDefinition.of(
                                FetchCandles.JOB,
                                JobQueue.DEFAULT,
                                new TimeLimits(Duration.ofMinutes(1), Duration.ofMinutes(2)))
                        .retried(RetryPolicy.STANDARD)
                        .taking(FetchCandles.class);
            }

            @Override
            public Future<JobOutcome> run(RunContext run) {
                return fetch(run, run.arguments(FetchCandles.class));
            }
        };
    }

    private Future<JobOutcome> fetch(RunContext run, FetchCandles wanted) {
        if (held) {
            return Future.succeededFuture(new JobOutcome.Snooze(Duration.ofSeconds(1), "it is held"));
        }
        asked.add(wanted);
        if (refused.test(wanted.from())) {
            return Future.failedFuture(new Fault.Permanent("no such candles", null));
        }
        var series = new Series("bitfinex", wanted.symbol(), Timeframe.of(wanted.timeframe()));
        var span = new Span(wanted.from(), wanted.until());
        return run.write(tx -> store.done(tx, series, span, new Answered(run.runId(), 7, time.now())))
                .onSuccess(written -> stored.add(wanted))
                .map(written -> JobOutcome.Done.all(written.rows(), 1));
    }
}
