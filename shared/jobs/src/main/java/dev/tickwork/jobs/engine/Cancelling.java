package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.JobOperator.Cancelled;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Calls a run off with everything that descends from it. */
final class Cancelling {
    private final CancelStore cancels;
    private final OperatorStore runs;

    Cancelling(CancelStore cancels, OperatorStore runs) {
        this.cancels = cancels;
        this.runs = runs;
    }

    /** Holds a run and what descends from it until the transaction ends; false when it is over. */
    Future<Boolean> lock(Tx tx, UUID run) {
        return runs.lockFamily(tx, List.of(run)).map(family -> family.contains(run));
    }

    /** What becomes of the run itself; of what descends from it, some may still go on. */
    Future<Cancelled> cancel(Tx tx, UUID run, CancelStore.By by, Instant now) {
        return cancelFamily(tx, List.of(run), Set.of(), by, now)
                .compose(done -> runs.find(tx, run))
                .map(found -> found.filter(left -> !left.state().isFinal()).isPresent()
                        ? Cancelled.ASKED
                        : Cancelled.REVOKED);
    }

    // A child that was born while its parent was being asked is found the second time; then none can be born any more.
    private Future<Void> cancelFamily(Tx tx, List<UUID> roots, Set<UUID> known, CancelStore.By by, Instant now) {
        return runs.lockFamily(tx, roots).compose(family -> {
            List<UUID> fresh =
                    family.stream().filter(member -> !known.contains(member)).toList();
            return fresh.isEmpty()
                    ? Future.succeededFuture()
                    : cancels.ask(tx, fresh, by, now)
                            .compose(asked -> cancelFamily(tx, roots, union(known, fresh), by, now))
                            .compose(all -> cancels.callOff(tx, fresh, by, now))
                            .mapEmpty();
        });
    }

    private static Set<UUID> union(Set<UUID> some, List<UUID> more) {
        Set<UUID> union = new HashSet<>(some);
        union.addAll(more);
        return union;
    }
}
