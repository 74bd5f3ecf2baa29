package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.Cadence;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.cron.CatchUp;
import dev.tickwork.jobs.cron.Overdue;
import dev.tickwork.jobs.engine.ScheduleStore.Planned;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A schedule of a job that runs on this node, and what the engine remembers of it. Touched on its context only. */
final class ScheduleHere {
    private static final Logger log = LoggerFactory.getLogger(ScheduleHere.class);

    private final StartedJob job;
    private final Schedule defined;
    private final String name;
    private final @Nullable String arguments;
    private Schedule wanted;
    private Instant nextFireAt;
    private @Nullable String claimedBy;
    private boolean known;
    private @Nullable Instant pausedUntil;
    private boolean firedInMemory;
    private long skippedInMemory;
    private @Nullable Execution running;

    ScheduleHere(StartedJob job, Schedule schedule, Instant now) {
        this.job = job;
        this.defined = schedule;
        this.wanted = schedule;
        this.name = schedule.nameOf(job.name());
        this.arguments = Arguments.write(schedule.arguments().orElse(null));
        this.nextFireAt = firstFire(schedule, now);
    }

    // An interval begins at once unless it says otherwise, a cron expression when it says.
    private static Instant firstFire(Schedule schedule, Instant now) {
        return schedule.rhythm()
                .cron()
                .map(cron -> cron.nextAfter(now).orElse(Fire.NEVER))
                .orElseGet(() -> now.plus(schedule.rhythm().untilFirst()));
    }

    StartedJob job() {
        return job;
    }

    String name() {
        return name;
    }

    /** As the release says. */
    Schedule defined() {
        return defined;
    }

    /** As JSON; null for none. */
    @Nullable
    String arguments() {
        return arguments;
    }

    Instant nextFireAt() {
        return nextFireAt;
    }

    /** Whether Postgres knows of it as it is defined here. */
    boolean isKnown() {
        return known;
    }

    void planned(Planned plan) {
        known = true;
        nextFireAt = plan.nextFireAt();
        claimedBy = plan.claimedBy();
        pausedUntil = plan.pausedUntil();
        wanted = plan.wanted(defined);
    }

    /** Claimed by this node. */
    void claimed(Instant next, String node) {
        nextFireAt = next;
        claimedBy = node;
    }

    void forgotten() {
        known = false;
    }

    /** It fires not before then; {@link Instant#MAX} until somebody resumes it, null when it is not paused. */
    @Nullable
    Instant pausedUntil() {
        return pausedUntil;
    }

    boolean isClaimedBy(String node) {
        return node.equals(claimedBy);
    }

    boolean isUnclaimed() {
        return claimedBy == null;
    }

    @Nullable
    String claimedBy() {
        return claimedBy;
    }

    boolean continuesWithoutDatabase() {
        return defined.isContinuedWithoutDatabase();
    }

    Fire fire(Instant now) {
        Cadence cadence = cadenceAt(now);
        return Fire.of(
                this,
                cadence,
                CatchUp.of(wanted.misfire(), wanted.timesFrom(nextFireAt, cadence.every()), nextFireAt, now),
                now);
    }

    /** A cadence that cannot be computed must not stop the job, nor the others on this node. */
    Cadence cadenceAt(Instant now) {
        try {
            return wanted.cadenceAt(now);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("job", job.name()).setCause(e).log("cadence failed, the wish is used");
            return Cadence.of(wanted.rhythm().usualDistance(now));
        }
    }

    /** Whether it should have fired by now, as far as this node knows, at the cadence that it has now. */
    boolean isOverdue(Cadence cadence, Instant now) {
        boolean isPaused = pausedUntil != null && pausedUntil.isAfter(now);
        return !isPaused && Overdue.is(nextFireAt, wanted.rhythm().wish().isEmpty() ? null : cadence.every(), now);
    }

    /** The latest moment at which it may be due next, whatever was planned by another clock. */
    Instant latestNext(Instant now) {
        Cadence cadence = cadenceAt(now);
        return wanted.rhythm()
                .cron()
                .map(cron -> cron.nextAfter(now).orElse(Fire.NEVER))
                .orElseGet(() -> cadence.bounded(now.plus(cadence.every()), now));
    }

    /** Fired without Postgres: it moves on in memory until that can be told. */
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

    void started(Execution run) {
        running = run;
    }

    void ended(Execution run) {
        if (running == run) {
            running = null;
        }
    }
}
