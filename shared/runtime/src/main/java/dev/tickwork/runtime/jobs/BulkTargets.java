package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.ledger.RunFilter;
import dev.tickwork.jobs.ledger.RunListStore;
import dev.tickwork.jobs.ledger.RunListStore.Ids;
import dev.tickwork.jobs.ledger.RunListStore.Standing;
import dev.tickwork.jobs.ledger.RunSummary;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the runs that a bulk action is meant for: the preview counts them, and the job acts on them. */
final class BulkTargets {
    private static final Comparator<UUID> NEWEST_FIRST =
            Comparator.comparing(UUID::toString).reversed();

    private final RunListStore lists = new RunListStore();

    /**
     * Which runs.
     *
     * @param filter finds them; null when they are named
     * @param ids names them; null when a filter finds them
     */
    record Which(
            BulkAction action,
            @Nullable RunFilter filter,
            @Nullable List<UUID> ids) {
        private List<UUID> named() {
            return ids == null
                    ? List.of()
                    : ids.stream().distinct().sorted(NEWEST_FIRST).toList();
        }
    }

    /** The next of them, newest first: at most {@code limit} of those that a filter finds, all of those that are named. */
    Future<Ids> page(Tx tx, Which which, @Nullable UUID cursor, int limit) {
        RunFilter filter = which.filter();
        Future<Ids> found = filter == null
                ? Future.succeededFuture(new Ids(which.named(), null))
                : lists.ids(tx, filter, cursor, limit);
        return found.compose(ids -> meant(tx, which.action(), ids.runs()).map(runs -> new Ids(runs, ids.nextCursor())));
    }

    /** How many of the runs to which an action came too late stand as if it had not. */
    Future<Integer> countDone(Tx tx, BulkAction action, List<UUID> runs) {
        return lists.standing(tx, runs).map(standing ->
                (int) standing.stream().filter(action::isDoneTo).count());
    }

    /** As lists show them, newest first. */
    Future<List<RunSummary>> shown(Tx tx, List<UUID> runs) {
        return lists.shown(tx, runs);
    }

    // A run that waits for another cannot be tried sooner, and one that was named may stand anywhere.
    private Future<List<UUID>> meant(Tx tx, BulkAction action, List<UUID> runs) {
        return lists.standing(tx, runs).map(standing -> {
            var meant =
                    standing.stream().filter(action::takes).map(Standing::id).collect(Collectors.toSet());
            return runs.stream().filter(meant::contains).toList();
        });
    }
}
