package dev.tickwork.runtime.once;

import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.runtime.terminal.ProgressView;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Runs jobs one after the other, each to its end and whatever became of the one before. */
public final class RunSequence {
    private static final Logger log = LoggerFactory.getLogger(RunSequence.class);

    private final JobEngine engine;
    private final RunFollower follower;
    private final ProgressView view;
    private final String askedBy;

    /** @param askedBy who, as the ledger will say */
    public RunSequence(JobEngine engine, RunFollower follower, ProgressView view, String askedBy) {
        this.engine = engine;
        this.follower = follower;
        this.view = view;
        this.askedBy = askedBy;
    }

    /**
     * Runs one job.
     *
     * @param name its name or an alias
     * @param typed its arguments as they were typed, by name
     * @return whether it ended well; fails with {@link dev.tickwork.runtime.lifecycle.CannotStart} when there is no such
     *     job, or it does not take that
     */
    public Future<Boolean> one(String name, Map<String, String> typed) {
        return engine.jobs().map(jobs -> new RunOrders(jobs).one(name, typed)).compose(this::inTurn);
    }

    /** Runs the nightly jobs that are here; answers whether all of them ended well. */
    public Future<Boolean> nightly() {
        return engine.jobs().map(jobs -> new RunOrders(jobs).nightly()).compose(this::inTurn);
    }

    private Future<Boolean> inTurn(List<RunOrder> orders) {
        Future<Boolean> well = Future.succeededFuture(true);
        for (RunOrder order : orders) {
            well = well.compose(before -> run(order).map(now -> before && now));
        }
        return well;
    }

    private Future<Boolean> run(RunOrder order) {
        String job = order.job().name();
        return engine.enqueue(order.request(askedBy))
                .compose(enqueued -> ended(job, enqueued))
                .recover(failure -> didNotRun(job, failure));
    }

    private Future<Boolean> ended(String job, Enqueued enqueued) {
        return follower.follow(enqueued.runId())
                .onComplete(over -> view.clear())
                .map(standing -> summary(job, enqueued.runId(), standing));
    }

    private static boolean summary(String job, UUID run, RunStanding standing) {
        LoggingEventBuilder line = log.atInfo()
                .addKeyValue("job", job)
                .addKeyValue("runId", run)
                .addKeyValue("state", standing.state().label())
                .addKeyValue("attempt", standing.attempt())
                .addKeyValue("rows", standing.rows())
                .addKeyValue("failed", standing.failedItems());
        @Nullable Long ms = millis(standing.startedAt(), standing.finishedAt());
        with(with(line, "ms", ms), "error", standing.trouble())
                .log(standing.state().isFinal() ? "job is over" : "job is left to whoever works on the queue");
        return standing.isSuccess();
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String key, @Nullable Object value) {
        return value == null ? line : line.addKeyValue(key, value);
    }

    private static @Nullable Long millis(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? null : Duration.between(from, to).toMillis();
    }

    private static Future<Boolean> didNotRun(String job, Throwable failure) {
        log.atError().addKeyValue("job", job).setCause(failure).log("job could not be run");
        return Future.succeededFuture(false);
    }
}
