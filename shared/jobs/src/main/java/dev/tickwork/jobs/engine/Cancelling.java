package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.engine.OperatorStore.Relative;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Calls runs off with everything that descends from them. */
final class Cancelling {
    private final CancelStore cancels;
    private final OperatorStore runs;

    Cancelling(CancelStore cancels, OperatorStore runs) {
        this.cancels = cancels;
        this.runs = runs;
    }

    /** Holds runs and what descends from them until the transaction ends: those that are not over, as they stand. */
    Future<Map<UUID, Relative>> lock(Tx tx, List<UUID> roots) {
        return runs.lockFamilies(tx, roots);
    }

    /**
     * Calls them off.
     *
     * @param family what {@link #lock} answered
     * @return those of the runs that go on and were asked to stop; of what descends from the others, some may go on, too
     */
    Future<Set<UUID>> cancel(Tx tx, List<UUID> roots, Map<UUID, Relative> family, CancelStore.By by, Instant now) {
        return ask(new Wish(tx, roots, by, now), family, Set.of())
                .compose(all -> cancels.callOff(tx, all, by, now))
                .compose(off -> runs.left(tx, roots));
    }

    // A child that was born while its parent was being asked is found the next time; then none can be born any more.
    private Future<List<UUID>> ask(Wish wish, Map<UUID, Relative> family, Set<UUID> asked) {
        List<UUID> fresh = family.values().stream()
                .filter(Relative::goesOn)
                .map(Relative::id)
                .filter(one -> !asked.contains(one))
                .toList();
        return fresh.isEmpty()
                ? Future.succeededFuture(List.copyOf(family.keySet()))
                : cancels.ask(wish.tx(), fresh, wish.by(), wish.now())
                        .compose(told -> runs.lockFamilies(wish.tx(), wish.roots()))
                        .compose(again -> ask(wish, again, union(asked, fresh)));
    }

    private static Set<UUID> union(Set<UUID> some, List<UUID> more) {
        Set<UUID> union = new HashSet<>(some);
        union.addAll(more);
        return union;
    }

    /** Who wants these to stop, and everything that descends from them. */
    private record Wish(Tx tx, List<UUID> roots, CancelStore.By by, Instant now) {}
}
