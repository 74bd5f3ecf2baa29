package dev.tickwork.runtime.notices;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.RunChange;
import dev.tickwork.jobs.RunListener;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.notices.HeartbeatStore;
import dev.tickwork.jobs.notices.Heartbeats;
import dev.tickwork.postgres.Database;
import dev.tickwork.runtime.outside.OutsideConfig;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a sign of life after each success of a schedule that somebody outside watches. Which jobs those are is asked again
 * when a run succeeds and the last answer is a minute old, so unwatched runs cost nothing. No failure reaches a run.
 */
public final class ScheduleHeartbeats implements RunListener {
    private static final Logger log = LoggerFactory.getLogger(ScheduleHeartbeats.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Database database;
    private final Time time;
    private final OutsideConfig outside;
    private final Heartbeats heartbeats;
    private final HeartbeatStore store = new HeartbeatStore();
    private Future<Set<String>> watched = Future.succeededFuture(Set.of());
    private Instant askedAt = Instant.MIN;

    public ScheduleHeartbeats(Database database, Time time, OutsideConfig outside, Heartbeats heartbeats) {
        this.database = database;
        this.time = time;
        this.outside = outside;
        this.heartbeats = heartbeats;
    }

    @Override
    public void changed(RunChange change) {
        if (change.state() == RunState.SUCCESS) {
            watched()
                    .onSuccess(jobs -> tellIf(jobs.contains(change.job()), change))
                    .onFailure(failure -> untold(change, failure));
        }
    }

    private synchronized Future<Set<String>> watched() {
        Instant now = time.now();
        if (now.isBefore(askedAt) || !now.isBefore(askedAt.plus(REMEMBERED)) || watched.failed()) {
            askedAt = now;
            watched = database.read(store::watchedJobs).map(Set::copyOf);
        }
        return watched;
    }

    private void tellIf(boolean isWatched, RunChange change) {
        if (isWatched) {
            database.read(tx -> store.watcherOf(tx, change.runId()))
                    .onSuccess(watcher -> watcher.map(this::nameOf).ifPresent(heartbeats::beat))
                    .onFailure(failure -> untold(change, failure));
        }
    }

    /** By which name the door knows it. Only the host of an unknown address is said: the rest may be a secret. */
    private String nameOf(String watcher) {
        return outside.webhookOf(watcher)
                .orElseGet(() -> Objects.requireNonNullElse(URI.create(watcher).getHost(), "of that name"));
    }

    private static void untold(RunChange change, Throwable failure) {
        log.atDebug()
                .addKeyValue("job", change.job())
                .addKeyValue("runId", change.runId())
                .addKeyValue("error", failure.getMessage())
                .log("nobody knows whether a heartbeat is due");
    }
}
