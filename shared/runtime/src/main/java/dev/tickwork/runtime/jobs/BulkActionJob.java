package dev.tickwork.runtime.jobs;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RetryRule;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.jobs.ledger.AskerStore;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Repeating;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.jobs.BulkStore.Begun;
import dev.tickwork.runtime.jobs.BulkStore.Place;
import dev.tickwork.runtime.jobs.BulkTargets.Which;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Does to each of many runs what an operator wants, some hundred in a transaction: to those that it found when it began, as
 * a preview counts them. How far it is, is written in the same transactions, so that another attempt goes on from there and
 * nothing is done twice.
 */
public final class BulkActionJob implements Job {
    static final String NAME = "bulk-action";

    private static final int FOUND_AT_ONCE = 1000;
    private static final int ACTED_AT_ONCE = 500;
    private static final JobDefinition DEFINITION = JobDefinition.of(
                    NAME, JobQueue.HIGH_PRIORITY, new TimeLimits(Duration.ofMinutes(10), Duration.ofMinutes(15)))
            .retried(RetryPolicy.of(RetryRule.exponential(10, Duration.ofSeconds(1), Duration.ofMinutes(1))))
            .taking(BulkArguments.class);

    /** What became of the runs: how many were acted on; the others had gone on by themselves, or another holds their key. */
    record Result(int done, int leftOut) {}

    private final Database database;
    private final JobOperator operator;
    private final BulkTargets targets = new BulkTargets();
    private final BulkStore store = new BulkStore();
    private final AskerStore askers = new AskerStore();

    public BulkActionJob(Database database, JobOperator operator) {
        this.database = database;
        this.operator = operator;
    }

    @Override
    public JobDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        BulkArguments asked = run.arguments(BulkArguments.class);
        return begun(run, asked.which())
                .compose(begun -> by(run, asked)
                        .map(by -> new Work(run, asked.action(), by, begun.runs()))
                        .compose(work -> actFrom(begun.place(), work)))
                .map(place -> outcome(run, place));
    }

    private Future<By> by(RunContext run, BulkArguments asked) {
        return database.read(tx -> askers.of(tx, run.runId()))
                .map(asker -> asker.map(asked::by).orElseThrow(() -> new Fault.Lost("it is no more in the queue")));
    }

    private Future<Begun> begun(RunContext run, Which which) {
        return database.read(tx -> store.find(tx, run.runId()))
                .compose(begun -> begun.map(Future::succeededFuture).orElseGet(() -> begin(run, which)));
    }

    /** One run of this job, what is to be done in whose name, and to which runs. */
    private record Work(RunContext run, BulkAction action, By by, List<UUID> runs) {
        List<UUID> next(Place place) {
            return runs.subList(place.acted(), Math.min(place.acted() + ACTED_AT_ONCE, runs.size()));
        }
    }

    // Parents before their children, which go with them: a parent whose children were called off first would
    // have failed.
    private Future<Begun> begin(RunContext run, Which which) {
        return find(run, which, null, new ArrayList<>()).compose(found -> {
            Collections.reverse(found);
            return run.write(tx -> store.begin(tx, run.runId(), found)).map(new Begun(found, new Place(0, 0)));
        });
    }

    private Future<List<UUID>> find(RunContext run, Which which, @Nullable UUID cursor, List<UUID> found) {
        run.checkCancelled();
        return database.read(tx -> targets.page(tx, which, cursor, FOUND_AT_ONCE))
                .compose(page -> {
                    page.runs().stream()
                            .filter(other -> !other.equals(run.runId()))
                            .forEach(found::add);
                    return page.nextCursor() == null
                            ? Future.succeededFuture(found)
                            : find(run, which, page.nextCursor(), found);
                });
    }

    private Future<Place> actFrom(Place place, Work work) {
        work.run().progress(place.acted(), (long) work.runs().size(), place.leftOut() + " left out");
        if (place.acted() >= work.runs().size()) {
            return Future.succeededFuture(place);
        }
        work.run().checkCancelled();
        return Repeating.whileGivenUp(() -> act(work)).compose(next -> actFrom(next, work));
    }

    private Future<Place> act(Work work) {
        var reached = new AtomicReference<Place>();
        return work.run()
                .write(tx -> store.whereItIs(tx, work.run().runId())
                        .compose(place -> act(tx, work, place))
                        .map(place -> {
                            reached.set(place);
                            return place.acted();
                        }))
                .map(written -> reached.get());
    }

    private Future<Place> act(Tx tx, Work work, Place place) {
        List<UUID> runs = work.next(place);
        return doneTo(tx, runs, work)
                .map(done -> place.after(runs.size(), done))
                .compose(next -> store.moveOn(tx, work.run().runId(), next).map(next));
    }

    private Future<Integer> doneTo(Tx tx, List<UUID> runs, Work work) {
        return work.action().to(operator, tx, runs, work.by()).compose(done -> targets.countDone(
                        tx, work.action(), others(runs, done))
                .map(before -> done.size() + before));
    }

    private static List<UUID> others(List<UUID> runs, Collection<UUID> these) {
        return runs.stream().filter(run -> !these.contains(run)).toList();
    }

    private JobOutcome outcome(RunContext run, Place place) {
        return JobOutcome.Done.all(0, place.done())
                .with(new Result(place.done(), place.leftOut()))
                .writing(tx -> store.end(tx, run.runId()).map(0));
    }
}
