package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.AuditStore;
import dev.tickwork.jobs.AuditStore.Entry;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.JobOperator.Cancelled;
import dev.tickwork.jobs.JobOperator.NotNow;
import dev.tickwork.jobs.JobOperator.NotThere;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.Trigger;
import dev.tickwork.jobs.engine.OperatorStore.KnownRun;
import dev.tickwork.jobs.engine.OperatorStore.Relative;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What operators do to runs: to one, or to many in the same few statements. Each run has its own entry in the audit. Rows
 * are locked in the order of their ids, those of children before their parents'. Safe for any thread.
 */
final class OperatedRuns {
    private final Workshop workshop;
    private final OperatorStore runs = new OperatorStore();
    private final AuditStore audit = new AuditStore();
    private final Cancelling cancelling;

    OperatedRuns(Workshop workshop) {
        this.workshop = workshop;
        this.cancelling = new Cancelling(workshop.cancels(), runs);
    }

    /** What became of a run; fails with {@link NotThere}. */
    Future<Cancelled> cancel(Tx tx, UUID run, By by) {
        return cancel(tx, List.of(run), by).compose(done -> {
            Cancelled became = done.get(run);
            return became == null ? known(tx, run).map(Cancelled.OVER) : Future.succeededFuture(became);
        });
    }

    /** What became of those that were not over. */
    Future<Map<UUID, Cancelled>> cancel(Tx tx, List<UUID> wanted, By by) {
        return cancelling.lock(tx, wanted).compose(family -> {
            List<UUID> live = wanted.stream().filter(family::containsKey).toList();
            return live.isEmpty() ? Future.succeededFuture(Map.of()) : cancel(tx, live, family, by);
        });
    }

    private Future<Map<UUID, Cancelled>> cancel(Tx tx, List<UUID> live, Map<UUID, Relative> family, By by) {
        var who = new CancelStore.By(by.subject(), by.reason());
        return cancelling.cancel(tx, live, family, who, workshop.now()).compose(left -> {
            Map<UUID, Cancelled> became = became(live, left);
            List<Entry> entries = live.stream()
                    .map(run -> cancelled(Objects.requireNonNull(family.get(run)), became.get(run)))
                    .toList();
            return note(tx, entries, by).map(became);
        });
    }

    /** The run that runs: itself when it waited, else a new one; fails with {@link NotThere} or {@link NotNow}. */
    Future<UUID> retry(Tx tx, UUID run, By by) {
        return again(tx, run, OperatedRuns::objectionToRetry, by);
    }

    /** By each run the one that runs, without those that cannot be retried or whose like is under way. */
    Future<Map<UUID, UUID>> retry(Tx tx, List<UUID> wanted, By by) {
        return again(tx, wanted, OperatedRuns::objectionToRetry, by);
    }

    /** The new run; fails with {@link NotThere} or {@link NotNow}. */
    Future<UUID> rerun(Tx tx, UUID run, By by) {
        return again(tx, run, OperatedRuns::objectionToRerun, by);
    }

    /** By each run the new one, without those that are not over or whose like is under way. */
    Future<Map<UUID, UUID>> rerun(Tx tx, List<UUID> wanted, By by) {
        return again(tx, wanted, OperatedRuns::objectionToRerun, by);
    }

    private Future<UUID> again(Tx tx, UUID run, Objection objection, By by) {
        return known(tx, run)
                .compose(found -> orObjection(found, objection.to(found)))
                .compose(found -> again(tx, List.of(found), by).compose(done -> {
                    UUID again = done.get(run);
                    return again == null ? inTheWay(tx, found) : Future.succeededFuture(again);
                }));
    }

    private Future<UUID> inTheWay(Tx tx, KnownRun run) {
        return workshop.keys()
                .holder(tx, run.job(), Objects.requireNonNull(run.uniqueKey()))
                .compose(holder -> Future.failedFuture(new NotNow("run " + run.id() + " cannot run again before run "
                        + holder + ", which does the same, is over")));
    }

    private Future<Map<UUID, UUID>> again(Tx tx, List<UUID> wanted, Objection objection, By by) {
        return runs.find(tx, wanted)
                .map(found ->
                        found.stream().filter(run -> objection.to(run) == null).toList())
                .compose(found -> again(tx, found, by));
    }

    private Future<KnownRun> known(Tx tx, UUID run) {
        return runs.find(tx, List.of(run))
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(new NotThere("there is no run " + run))
                        : Future.succeededFuture(found.get(0)));
    }

    private static @Nullable NotNow objectionToRetry(KnownRun run) {
        return switch (run.state()) {
            case FAILURE, REVOKED -> null;
            case PENDING, RETRY -> run.waits() ? new NotNow("run " + run.id() + " " + run.heldReason()) : null;
            case STARTED, SUCCESS ->
                new NotNow("run " + run.id() + " is " + run.state().label() + ": there is nothing to retry");
        };
    }

    private static @Nullable NotNow objectionToRerun(KnownRun run) {
        return run.state().isFinal()
                ? null
                : new NotNow("run " + run.id() + " is " + run.state().label() + ": it can run again when it is over");
    }

    private static Future<KnownRun> orObjection(KnownRun run, @Nullable NotNow objection) {
        return objection == null ? Future.succeededFuture(run) : Future.failedFuture(objection);
    }

    private Future<Map<UUID, UUID>> again(Tx tx, List<KnownRun> known, By by) {
        List<KnownRun> over =
                known.stream().filter(run -> run.state().isFinal()).toList();
        List<KnownRun> waiting =
                known.stream().filter(run -> !run.state().isFinal()).toList();
        return beginNow(tx, waiting, by)
                .compose(begun -> rerunKnown(tx, over, by).map(again -> union(begun, again)));
    }

    private Future<Map<UUID, UUID>> beginNow(Tx tx, List<KnownRun> waiting, By by) {
        if (waiting.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        List<UUID> ids = waiting.stream().map(KnownRun::id).toList();
        List<Entry> entries = waiting.stream()
                .map(run -> new Entry("run.retry", run.id().toString(), stateJson(run.state()), null))
                .toList();
        Map<UUID, UUID> themselves = new LinkedHashMap<>();
        ids.forEach(run -> themselves.put(run, run));
        return runs.beginNow(tx, ids, workshop.now())
                .compose(begun -> note(tx, entries, by))
                .map(themselves);
    }

    private Future<Map<UUID, UUID>> rerunKnown(Tx tx, List<KnownRun> over, By by) {
        if (over.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return workshop.asked()
                .addAgain(tx, over, new Origin(Trigger.RERUN, by.subject()))
                .compose(again -> {
                    List<Entry> entries = over.stream()
                            .filter(run -> again.containsKey(run.id()))
                            .map(run -> rerun(run, Objects.requireNonNull(again.get(run.id()))))
                            .toList();
                    return note(tx, entries, by).map(again);
                });
    }

    private Future<Integer> note(Tx tx, List<Entry> entries, By by) {
        return audit.addAll(tx, workshop.now(), by, entries);
    }

    private static Map<UUID, Cancelled> became(List<UUID> runs, Set<UUID> left) {
        Map<UUID, Cancelled> became = new HashMap<>();
        runs.forEach(run -> became.put(run, left.contains(run) ? Cancelled.ASKED : Cancelled.REVOKED));
        return became;
    }

    private static Map<UUID, UUID> union(Map<UUID, UUID> some, Map<UUID, UUID> more) {
        Map<UUID, UUID> union = new HashMap<>(some);
        union.putAll(more);
        return union;
    }

    private static Entry cancelled(Relative run, @Nullable Cancelled became) {
        RunState after = became == Cancelled.REVOKED ? RunState.REVOKED : RunState.STARTED;
        return new Entry("run.cancel", run.id().toString(), stateJson(run.state()), stateJson(after));
    }

    private static Entry rerun(KnownRun old, UUID again) {
        String after = Wire.object().put("run", again.toString()).toString();
        return new Entry("run.rerun", old.id().toString(), stateJson(old.state()), after);
    }

    private static String stateJson(RunState state) {
        return Wire.object().put("state", state.label()).toString();
    }

    /** Why a run cannot run again; null when it can. */
    private interface Objection {
        @Nullable
        NotNow to(KnownRun run);
    }
}
