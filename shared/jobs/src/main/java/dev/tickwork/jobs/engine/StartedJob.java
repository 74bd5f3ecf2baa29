package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.JobStatus;
import dev.tickwork.jobs.LastError;
import io.vertx.core.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job that runs on this node, and what the engine remembers of it. Touched on the engine's context only. */
final class StartedJob {
    private final Job job;
    private final JobDefinition definition;
    private final Context home;
    private final List<ScheduleHere> schedules;
    private boolean known;
    private @Nullable Instant lastStarted;
    private @Nullable Instant lastSuccess;
    private @Nullable LastError lastError;
    private Ending.@Nullable Held held;
    private @Nullable String degraded;

    StartedJob(Job job, Context home, Instant now) {
        this.job = job;
        this.definition = job.definition();
        this.home = home;
        this.schedules = definition.schedules().stream()
                .map(schedule -> new ScheduleHere(this, schedule, now))
                .toList();
    }

    Job job() {
        return job;
    }

    JobDefinition definition() {
        return definition;
    }

    String name() {
        return definition.name();
    }

    JobQueue queue() {
        return definition.queue();
    }

    /** Where the job's own code runs. */
    Context home() {
        return home;
    }

    /** Whose job it is. */
    String verticle() {
        return definition.verticle();
    }

    List<ScheduleHere> schedules() {
        return schedules;
    }

    Optional<ScheduleHere> schedule(@Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        return schedules.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** Whether Postgres knows of the job and its schedules as they are defined here. */
    boolean isKnown() {
        return known && schedules.stream().allMatch(ScheduleHere::isKnown);
    }

    void isRegistered() {
        known = true;
    }

    void forgotten() {
        known = false;
    }

    boolean continuesWithoutDatabase() {
        return schedules.stream().anyMatch(ScheduleHere::continuesWithoutDatabase);
    }

    /** What a run of a fire is that begins here. */
    RunIdentity fired(ScheduleHere schedule, UUID runId, Instant firedAt, Instant now) {
        var ties = RunIdentity.Ties.ofFire(schedule.name(), schedule.arguments());
        return new RunIdentity(runId, definition, firedAt, 1, 1, now, ties);
    }

    void notBefore(@Nullable String schedule, Instant earliest) {
        schedule(schedule).ifPresent(one -> one.notBefore(earliest));
    }

    void started(Execution run, Instant at) {
        lastStarted = at;
        schedule(run.identity().ties().schedule()).ifPresent(one -> one.started(run));
    }

    void ended(Execution run, Ending ending) {
        schedule(run.identity().ties().schedule()).ifPresent(one -> one.ended(run));
        held = ending instanceof Ending.Held stopped ? stopped : null;
        if (ending instanceof Ending.Finished finished) {
            remember(finished);
        }
    }

    private void remember(Ending.Finished finished) {
        Failure failure = finished.failure();
        if (failure == null) {
            lastSuccess = finished.at();
            return;
        }
        lastError = new LastError(finished.at(), failure.errorClass(), failure.message());
    }

    @Nullable
    Instant lastStarted() {
        return lastStarted;
    }

    @Nullable
    String degraded() {
        return degraded;
    }

    void degraded(@Nullable String reason) {
        degraded = reason;
    }

    /**
     * What this node alone remembers of one of its schedules.
     *
     * @param here this node's name when the schedule goes on here without Postgres; null when it does not
     */
    JobStatus status(ScheduleHere schedule, Instant now, @Nullable String here) {
        var cadence = schedule.cadenceAt(now);
        boolean overdue = schedule.isOverdue(cadence, now);
        return new JobStatus(
                schedules.size() == 1 ? definition.shownName() : schedule.name(),
                here != null && held == null && !overdue,
                schedule.defined().rhythm().usualDistance(now).toSeconds(),
                name(),
                cadence.every().toSeconds(),
                cadence.reason(),
                here == null ? schedule.claimedBy() : here,
                lastStarted,
                lastSuccess,
                lastError,
                schedule.nextFireAt(),
                overdue,
                null,
                null,
                null,
                schedule.skippedInMemory(),
                held == null ? null : held.at(),
                held == null ? null : held.reason(),
                0,
                null,
                null,
                degraded);
    }
}
