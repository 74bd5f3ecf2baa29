package dev.tickwork.jobs;

import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that runs on this node, and what the engine remembers of it. Touched on the engine's context only. */
final class StartedJob {
    private static final Logger log = LoggerFactory.getLogger(StartedJob.class);

    private final Job job;
    private final JobDefinition definition;
    private final Context home;
    private Instant nextFireAt;
    private @Nullable String claimedBy;
    private boolean known;
    private boolean firedInMemory;
    private long skippedInMemory;
    private @Nullable Execution running;
    private @Nullable Instant lastStarted;
    private @Nullable Instant lastSuccess;
    private @Nullable LastError lastError;
    private Ending.@Nullable Held held;
    private @Nullable String degraded;

    StartedJob(Job job, JobDefinition definition, Context home, Instant now) {
        this.job = job;
        this.definition = definition;
        this.home = home;
        this.nextFireAt = now;
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

    /** Where the job's own code runs. */
    Context home() {
        return home;
    }

    Instant nextFireAt() {
        return nextFireAt;
    }

    /** Whether Postgres knows of the schedule as it is defined here. */
    boolean isKnown() {
        return known;
    }

    void planned(Instant next, @Nullable String claimer) {
        known = true;
        nextFireAt = next;
        claimedBy = claimer;
    }

    void forgotten() {
        known = false;
    }

    boolean isClaimedBy(String node) {
        return node.equals(claimedBy);
    }

    boolean isUnclaimed() {
        return claimedBy == null;
    }

    boolean continuesWithoutDatabase() {
        return definition.schedule().isContinuedWithoutDatabase();
    }

    Fire fire(UUID runId, Instant now) {
        Cadence cadence = cadenceAt(now);
        return new Fire(this, runId, nextFireAt, cadence, cadence.nextAfter(nextFireAt, now));
    }

    /** A cadence that cannot be computed must not stop the job, nor the others on this node. */
    Cadence cadenceAt(Instant now) {
        try {
            return definition.schedule().cadenceAt(now);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("job", name()).setCause(e).log("cadence failed, the wish is used");
            return Cadence.of(definition.schedule().wish());
        }
    }

    /** Fired without Postgres: the schedule moves on in memory until it can be told. */
    void firedInMemory(Instant next) {
        nextFireAt = next;
        firedInMemory = true;
    }

    void skippedInMemory(Instant next) {
        firedInMemory(next);
        skippedInMemory++;
    }

    /** Waits in memory, because there is no ledger in which the run could. */
    void notBefore(Instant earliest) {
        if (nextFireAt.isBefore(earliest)) {
            nextFireAt = earliest;
        }
    }

    /** The clock went back, and nobody should wait for what was planned by the old one. */
    void notAfter(Instant latest) {
        if (nextFireAt.isAfter(latest)) {
            nextFireAt = latest;
        }
    }

    boolean isFiredInMemory() {
        return firedInMemory;
    }

    long skippedInMemory() {
        return skippedInMemory;
    }

    void caughtUp() {
        firedInMemory = false;
        skippedInMemory = 0;
    }

    boolean isRunning() {
        return running != null;
    }

    void started(Execution run, Instant at) {
        running = run;
        lastStarted = at;
    }

    void ended(Execution run, Ending ending) {
        if (running == run) {
            running = null;
        }
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
     * What this node alone remembers.
     *
     * @param here this node's name when the job goes on here without Postgres; null when it does not
     */
    JobStatus status(Instant now, @Nullable String here) {
        Cadence cadence = cadenceAt(now);
        boolean overdue = Overdue.is(nextFireAt, cadence.every(), now);
        Duration wish = definition.schedule().wish();
        return new JobStatus(
                definition.shownName(),
                here != null && held == null && !overdue,
                wish.toSeconds(),
                name(),
                cadence.every().toSeconds(),
                cadence.reason(),
                here == null ? claimedBy : here,
                lastStarted,
                lastSuccess,
                lastError,
                nextFireAt,
                overdue,
                null,
                null,
                null,
                skippedInMemory,
                held == null ? null : held.at(),
                held == null ? null : held.reason(),
                0,
                null,
                null,
                degraded);
    }
}
