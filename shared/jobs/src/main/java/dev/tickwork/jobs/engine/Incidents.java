package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.engine.EndingStore.EndedRun;
import dev.tickwork.jobs.notices.FailedRun;
import dev.tickwork.jobs.notices.IncidentLog;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the log of incidents how runs end, in the transaction that ends them: every failure for good, and successes of the
 * jobs that have failed before. Safe for any thread.
 */
final class Incidents {
    private final IncidentLog log;
    private final String node;
    private volatile Set<String> open = ConcurrentHashMap.newKeySet();

    /** @param node this node's name, as people call it */
    Incidents(IncidentLog log, String node) {
        this.log = log;
        this.node = node;
    }

    /** Whether a success of this job is news. */
    boolean isOpen(String job) {
        return open.contains(job);
    }

    /** Asks which jobs have failed since their last success on any node. */
    Future<Void> refresh(Tx tx) {
        return log.open(tx).onSuccess(this::isOpenNow).mapEmpty();
    }

    private void isOpenNow(Set<String> jobs) {
        Set<String> now = ConcurrentHashMap.newKeySet();
        now.addAll(jobs);
        open = now;
    }

    /** @param states where the runs that are over stand now; others are not told of */
    Future<Void> ended(Tx tx, List<EndedRun> runs, Map<UUID, RunState> states) {
        List<EndedRun> news = runs.stream()
                .filter(run -> isFailure(run, states) || isRelief(run, states))
                .sorted(Comparator.comparing(run -> run.identity().job()))
                .toList();
        Future<Void> told = Future.succeededFuture();
        for (EndedRun run : news) {
            told = told.compose(before -> isFailure(run, states) ? failed(tx, run) : succeeded(tx, run));
        }
        return told;
    }

    /** Runs that no node has in hand. Those that are tried again, or were called off, are no news. */
    Future<Void> silent(Tx tx, List<SilentEnd> ends) {
        Future<Void> told = Future.succeededFuture();
        for (SilentEnd end :
                ends.stream().sorted(Comparator.comparing(SilentEnd::job)).toList()) {
            if (end.state() == RunState.FAILURE) {
                told = told.compose(before -> failed(tx, end));
            }
            if (end.state() == RunState.SUCCESS && isOpen(end.job())) {
                told = told.compose(before -> log.succeeded(tx, end.job(), end.id(), end.at()));
            }
        }
        return told;
    }

    private static boolean isFailure(EndedRun run, Map<UUID, RunState> states) {
        return states.get(run.identity().id()) == RunState.FAILURE;
    }

    private boolean isRelief(EndedRun run, Map<UUID, RunState> states) {
        return states.get(run.identity().id()) == RunState.SUCCESS
                && run.ending() instanceof Ending.Finished
                && isOpen(run.identity().job());
    }

    private Future<Void> succeeded(Tx tx, EndedRun run) {
        return log.succeeded(tx, run.identity().job(), run.identity().id(), run.at());
    }

    private Future<Void> failed(Tx tx, EndedRun run) {
        RunIdentity identity = run.identity();
        JobDefinition job = identity.definition();
        Failure failure = failureOf(run);
        open.add(job.name());
        return log.failed(
                tx,
                new FailedRun(
                        job.name(),
                        identity.id(),
                        run.at(),
                        identity.attempt(),
                        failure.errorClass(),
                        failure.message(),
                        node,
                        job.notices()));
    }

    private Future<Void> failed(Tx tx, SilentEnd end) {
        Failure failure = orBug(end.failure());
        open.add(end.job());
        return log.failed(
                tx,
                new FailedRun(
                        end.job(),
                        end.id(),
                        end.at(),
                        end.attempt(),
                        failure.errorClass(),
                        failure.message(),
                        Objects.requireNonNullElse(end.node(), node),
                        end.notices()));
    }

    private static Failure failureOf(EndedRun run) {
        return orBug(run.ending() instanceof Ending.Finished finished ? finished.failure() : null);
    }

    private static Failure orBug(@Nullable Failure failure) {
        return failure == null ? new Failure("bug", "failed without saying why") : failure;
    }
}
