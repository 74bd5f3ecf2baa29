package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.By;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes down what it is told and does nothing else. */
final class FakeOperator implements JobOperator {
    final List<String> told = new ArrayList<>();
    Cancelled cancelled = Cancelled.ASKED;

    @Nullable
    RuntimeException refusal;

    @Nullable
    RuntimeException refusedOnce;

    @Override
    public Future<Cancelled> cancel(Tx tx, UUID run, By by) {
        return told(cancelled, "cancel", run, by);
    }

    @Override
    public Future<UUID> retry(Tx tx, UUID run, By by) {
        return told(run, "retry", run, by);
    }

    @Override
    public Future<UUID> rerun(Tx tx, UUID run, By by) {
        return told(run, "rerun", run, by);
    }

    @Override
    public Future<Map<UUID, Cancelled>> cancelAll(Tx tx, List<UUID> runs, By by) {
        return each(runs, run -> cancel(tx, run, by));
    }

    @Override
    public Future<Map<UUID, UUID>> retryAll(Tx tx, List<UUID> runs, By by) {
        return each(runs, run -> retry(tx, run, by));
    }

    @Override
    public Future<Map<UUID, UUID>> rerunAll(Tx tx, List<UUID> runs, By by) {
        return each(runs, run -> rerun(tx, run, by));
    }

    private static <T> Future<Map<UUID, T>> each(List<UUID> runs, Function<UUID, Future<T>> act) {
        Map<UUID, T> all = new HashMap<>();
        Future<T> last = Future.succeededFuture();
        for (UUID run : runs) {
            last = last.compose(before -> act.apply(run)).onSuccess(became -> all.put(run, became));
        }
        return last.map(all);
    }

    @Override
    public Future<Void> pauseJob(Tx tx, String job, @Nullable Instant until, By by) {
        return told(null, "pause", job, until, by);
    }

    @Override
    public Future<Void> resumeJob(Tx tx, String job, By by) {
        return told(null, "resume", job, by);
    }

    @Override
    public Future<Void> pauseQueue(Tx tx, JobQueue queue, @Nullable Instant until, By by) {
        return told(null, "pause", queue.label(), until, by);
    }

    @Override
    public Future<Void> resumeQueue(Tx tx, JobQueue queue, By by) {
        return told(null, "resume", queue.label(), by);
    }

    @Override
    public Future<Void> pauseSchedule(Tx tx, String schedule, @Nullable Instant until, By by) {
        return told(null, "pause", schedule, until, by);
    }

    @Override
    public Future<Void> resumeSchedule(Tx tx, String schedule, By by) {
        return told(null, "resume", schedule, by);
    }

    @Override
    public Future<Void> limitJob(Tx tx, String job, @Nullable Integer most, By by) {
        return told(null, "limit", job, most, by);
    }

    @Override
    public Future<Void> limitQueue(Tx tx, JobQueue queue, @Nullable Integer perNode, @Nullable Integer overAll, By by) {
        return told(null, "limit", queue.label(), perNode, overAll, by);
    }

    @Override
    public Future<Void> changeSchedule(Tx tx, String schedule, ScheduleWish wish, int version, By by) {
        return told(null, "change", schedule, wish, version, by);
    }

    @Override
    public Future<UUID> runSchedule(Tx tx, String schedule, By by) {
        return told(new UUID(0, 0), "run", schedule, by);
    }

    @SuppressWarnings("NullAway") // a void answer is null
    private <T> Future<T> told(@Nullable T answer, @Nullable Object... words) {
        RuntimeException once = refusedOnce;
        if (once != null) {
            refusedOnce = null;
            return Future.failedFuture(once);
        }
        if (refusal != null) {
            return Future.failedFuture(refusal);
        }
        told.add(String.join(
                " ", java.util.Arrays.stream(words).map(String::valueOf).toList()));
        return Future.succeededFuture(answer);
    }
}
