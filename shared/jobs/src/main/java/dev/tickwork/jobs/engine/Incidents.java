package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.engine.EndingStore.EndedRun;
import dev.tickwork.jobs.engine.RescueStore.LostRun;
import dev.tickwork.jobs.notices.FailedRun;
import dev.tickwork.jobs.notices.IncidentLog;
import dev.tickwork.jobs.notices.NoticePolicy;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Tells the log of incidents how runs end, in the transaction that ends them: every failure for good, and successes of the
 * jobs that have failed before. Touched on the engine's context only.
 */
final class Incidents {
    private final IncidentLog log;
    private final String node;
    private Set<String> open = new HashSet<>();

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
        return log.open(tx).onSuccess(jobs -> open = new HashSet<>(jobs)).mapEmpty();
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

    /** Runs whose workers are gone; those that are tried again are no news. */
    Future<Void> lost(Tx tx, List<LostRun> runs, Instant at) {
        List<LostRun> failed = new ArrayList<>(
                runs.stream().filter(run -> run.state() == RunState.FAILURE).toList());
        failed.sort(Comparator.comparing(LostRun::job));
        Future<Void> told = Future.succeededFuture();
        for (LostRun run : failed) {
            open.add(run.job());
            told = told.compose(before -> log.failed(
                    tx,
                    new FailedRun(
                            run.job(),
                            run.id(),
                            at,
                            run.attempt(),
                            "lost",
                            "worker lost",
                            run.node(),
                            NoticePolicy.CRITICAL)));
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

    private static Failure failureOf(EndedRun run) {
        Failure failure = run.ending() instanceof Ending.Finished finished ? finished.failure() : null;
        return failure == null ? new Failure("bug", "failed without saying why") : failure;
    }
}
