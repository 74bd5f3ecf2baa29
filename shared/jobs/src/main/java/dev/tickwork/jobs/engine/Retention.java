package dev.tickwork.jobs.engine;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.RunsKept;
import dev.tickwork.jobs.engine.RetentionStore.Expiry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the ledger from growing for ever: once an hour, the ended runs of the jobs that run here that were kept as
 * long as {@link RunsKept} says, and nodes that no run can name any more. Results are kept a day. Touched on the engine's context only.
 */
final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofMinutes(1);
    private static final int AT_ONCE = 5000;

    private final Workshop workshop;
    private final Timetable timetable;
    private final RunsKept kept;
    private final RetentionStore store = new RetentionStore();
    private @Nullable Alarm alarm;

    Retention(Workshop workshop, Timetable timetable) {
        this.workshop = workshop;
        this.timetable = timetable;
        this.kept = workshop.settings().kept();
    }

    void start() {
        alarm = workshop.time().wakeAfter(EVERY, () -> workshop.context().run(this::purge));
    }

    void stop() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    private void purge() {
        start();
        Instant now = workshop.now();
        // Runs name their nodes by ids that say nothing to people, and until they end.
        Instant unnamed = now.minus(kept.longest()).minus(EVERY);
        workshop.door()
                .writeAtLeisure(tx -> store.deleteNodes(tx, unnamed))
                .compose(nodes -> workshop.door().writeAtLeisure(tx -> store.expire(tx, now)))
                .compose(expired -> deleteRuns(now))
                .onFailure(Retention::failed);
    }

    private Future<Void> deleteRuns(Instant now) {
        return workshop.door()
                .writeAtLeisure(tx -> store.deleteRuns(tx, expiries(now), AT_ONCE))
                .compose(deleted -> deleted < AT_ONCE ? Future.succeededFuture() : deleteRuns(now));
    }

    private List<Expiry> expiries(Instant now) {
        return timetable.all().stream()
                .flatMap(job -> expiries(job.definition(), now))
                .toList();
    }

    private Stream<Expiry> expiries(JobDefinition job, Instant now) {
        boolean often = job.schedules().stream()
                .anyMatch(schedule -> schedule.rhythm().usualDistance(now).compareTo(OFTEN) < 0);
        return Stream.of(
                new Expiry(job.name(), RunState.SUCCESS, now.minus(often ? kept.frequent() : kept.successes())),
                new Expiry(job.name(), RunState.REVOKED, now.minus(kept.successes())),
                new Expiry(job.name(), RunState.FAILURE, now.minus(kept.failures())));
    }

    private static void failed(Throwable failure) {
        log.atWarn().addKeyValue("error", failure.getMessage()).log("old runs could not be deleted");
    }
}
