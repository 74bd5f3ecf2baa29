package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.cron.OverlapPolicy;
import dev.tickwork.jobs.engine.FireStore.FiredRun;
import dev.tickwork.jobs.engine.ScheduleStore.ClaimedFire;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Claims fires and makes their runs, in one transaction. */
final class Firing {
    private static final CancelStore.By NEWER = new CancelStore.By("schedule", "a newer fire takes its place");

    private final ScheduleStore schedules;
    private final FireStore runs;
    private final Cancelling cancelling;

    Firing(ScheduleStore schedules, FireStore runs, Cancelling cancelling) {
        this.schedules = schedules;
        this.runs = runs;
        this.cancelling = cancelling;
    }

    /**
     * @param fires what is due by what this node knows
     * @param here those whose runs this node would begin at once
     */
    Future<Fired> fire(Tx tx, Collection<Fire> fires, Set<Fire> here, Instant now) {
        return schedules.claim(tx, fires, now).compose(claimed -> bear(tx, join(fires, claimed), here, now)
                .map(started -> new Fired(names(claimed), started)));
    }

    private Future<Set<UUID>> bear(Tx tx, Map<Fire, ClaimedFire> ours, Set<Fire> here, Instant now) {
        List<UUID> awaited = ours.entrySet().stream()
                .filter(one -> waits(one.getValue()) && !one.getKey().runs().isEmpty())
                .flatMap(one -> one.getValue().runs().stream())
                .toList();
        return cancelOld(tx, ours, now)
                .compose(cancelled -> awaited.isEmpty() ? Future.succeededFuture(Set.of()) : runs.await(tx, awaited))
                .compose(going -> {
                    List<FiredRun> born = new ArrayList<>();
                    ours.forEach((fire, claimed) -> born.addAll(runsOf(fire, claimed, going, here.contains(fire))));
                    return born.isEmpty() ? Future.succeededFuture(Set.of()) : runs.bear(tx, born, now);
                });
    }

    // What has not begun never will; what has is asked to stop with its children, and the new run waits for it.
    private Future<Void> cancelOld(Tx tx, Map<Fire, ClaimedFire> ours, Instant now) {
        List<UUID> old = ours.entrySet().stream()
                .filter(one -> one.getValue().overlap() == OverlapPolicy.CANCEL_OLD)
                .filter(one -> !one.getKey().runs().isEmpty())
                .flatMap(one -> one.getValue().runs().stream())
                .toList();
        return old.isEmpty()
                ? Future.succeededFuture()
                : cancelling
                        .lock(tx, old)
                        .compose(family -> cancelling.cancel(tx, old, family, NEWER, now))
                        .mapEmpty();
    }

    private static List<FiredRun> runsOf(Fire fire, ClaimedFire claimed, Set<UUID> going, boolean isHere) {
        if (claimed.isLeftOut()) {
            return List.of();
        }
        List<FiredRun> born = new ArrayList<>();
        @Nullable
        UUID after = waits(claimed)
                ? claimed.runs().stream().filter(going::contains).findFirst().orElse(null)
                : null;
        for (Fire.Born run : fire.runs()) {
            ScheduleHere schedule = fire.schedule();
            born.add(new FiredRun(
                    run.runId(),
                    schedule.job().name(),
                    schedule.name(),
                    run.at(),
                    schedule.arguments(),
                    after,
                    isHere && born.isEmpty()));
        }
        return born;
    }

    private static boolean waits(ClaimedFire claimed) {
        return switch (claimed.overlap()) {
            case QUEUE_ONE, CANCEL_OLD -> !claimed.runs().isEmpty();
            case SKIP, ALLOW -> false;
        };
    }

    private static Map<Fire, ClaimedFire> join(Collection<Fire> fires, List<ClaimedFire> claimed) {
        Map<String, Fire> byName =
                fires.stream().collect(Collectors.toMap(fire -> fire.schedule().name(), Function.identity()));
        return claimed.stream().collect(Collectors.toMap(one -> byName.get(one.schedule()), Function.identity()));
    }

    private static Set<String> names(List<ClaimedFire> claimed) {
        return claimed.stream().map(ClaimedFire::schedule).collect(Collectors.toSet());
    }

    /**
     * @param claimed schedules whose fire is ours
     * @param started runs that are ours to run
     */
    record Fired(Set<String> claimed, Set<UUID> started) {
        boolean isOurs(Fire fire) {
            return claimed.contains(fire.schedule().name());
        }
    }
}
