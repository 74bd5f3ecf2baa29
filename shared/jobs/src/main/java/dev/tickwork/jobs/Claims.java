package dev.tickwork.jobs;

import dev.tickwork.jobs.RunStore.PendingRun;
import dev.tickwork.jobs.ScheduleStore.Claimed;
import dev.tickwork.jobs.ScheduleStore.Planned;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Takes from Postgres what this node may run, in one transaction; the node that fires alone needs one statement for it. */
final class Claims {
    private final Workshop workshop;

    Claims(Workshop workshop) {
        this.workshop = workshop;
    }

    /**
     * @param fires what is due by what this node knows
     * @param jobs all jobs that run here
     * @param all whether to look for pending runs and changed schedules, too
     * @return fails with {@link dev.tickwork.postgres.DatabaseDown} when Postgres does not answer; what it did then is not
     *     known, and safe to do again
     */
    Future<Taken> take(List<Fire> fires, Collection<String> jobs, boolean all, Instant now) {
        return workshop.door().write(tx -> claimed(tx, fires, now)
                .compose(taken -> all || !taken.isAll(fires) ? withPlans(tx, taken, jobs) : kept(taken))
                .compose(taken -> all ? withPending(tx, taken, jobs, now) : kept(taken)));
    }

    private Future<Taken> claimed(Tx tx, List<Fire> fires, Instant now) {
        return fires.isEmpty()
                ? kept(Taken.of(List.of()))
                : workshop.schedules().claim(tx, fires, now).map(Taken::of);
    }

    private Future<Taken> withPlans(Tx tx, Taken taken, Collection<String> jobs) {
        return workshop.schedules().load(tx, jobs).map(plans -> taken.with(new Plans(List.copyOf(jobs), plans)));
    }

    private Future<Taken> withPending(Tx tx, Taken taken, Collection<String> jobs, Instant now) {
        return workshop.runs().claimPending(tx, jobs, now).compose(pending -> workshop.runs()
                .nextPending(tx, jobs)
                .map(next -> taken.with(pending, next.orElse(Instant.MAX))));
    }

    private static Future<Taken> kept(Taken taken) {
        return Future.succeededFuture(taken);
    }

    /**
     * What was taken.
     *
     * @param claimed the fires that are ours
     * @param pending runs that waited and are ours
     * @param plans how all our schedules stand now; empty when that was not asked
     * @param nextPending when the next run that waits may start, {@link Instant#MAX} when none waits; empty when that was
     *     not asked
     */
    record Taken(
            List<Claimed> claimed, List<PendingRun> pending, Optional<Plans> plans, Optional<Instant> nextPending) {
        static Taken of(List<Claimed> claimed) {
            return new Taken(claimed, List.of(), Optional.empty(), Optional.empty());
        }

        Taken with(Plans loaded) {
            return new Taken(claimed, pending, Optional.of(loaded), nextPending);
        }

        Taken with(List<PendingRun> ours, Instant next) {
            return new Taken(claimed, ours, plans, Optional.of(next));
        }

        boolean isAll(List<Fire> fires) {
            return claimed.size() == fires.size();
        }

        boolean isOurs(Fire fire) {
            return claimed.stream().anyMatch(one -> one.runId().equals(fire.runId()));
        }

        boolean isBorn(Fire fire) {
            return claimed.stream().anyMatch(one -> one.isBorn() && one.runId().equals(fire.runId()));
        }
    }

    /** How the schedules of some jobs stand. */
    record Plans(List<String> jobs, List<Planned> planned) {
        void applyTo(Timetable timetable) {
            for (String name : jobs) {
                StartedJob job = timetable.find(name);
                if (job != null) {
                    apply(job);
                }
            }
        }

        private void apply(StartedJob job) {
            planned.stream()
                    .filter(one -> one.schedule().equals(job.name()))
                    .findFirst()
                    .ifPresentOrElse(one -> job.planned(one.nextFireAt(), one.claimedBy()), job::forgotten);
        }
    }
}
