package dev.tickwork.jobs.engine;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.time.Alarm;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.engine.EndingStore.EndedRun;
import dev.tickwork.jobs.engine.EndingStore.Recorded;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.DatabaseError;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records how runs ended, as many as have ended since the last time in one transaction. While Postgres is away they wait;
 * there are never more than this node had in hand. Touched on the engine's context only.
 */
final class Completions {
    private static final Logger log = LoggerFactory.getLogger(Completions.class);
    private static final int AT_ONCE = 2000;
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final Workshop workshop;
    private final EndingWriter writer;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private List<Waiting> inHand = List.of();
    private Promise<Void> idle = Promise.promise();

    Completions(Workshop workshop, EndingWriter writer) {
        this.workshop = workshop;
        this.writer = writer;
        idle.complete();
    }

    /** @return where the run stands once that is in the ledger; fails with {@link Fault.Lost} when it was not ours */
    Future<RunState> add(RunIdentity run, Ending ending) {
        var one = new Waiting(new EndedRun(run, ending), Promise.promise());
        waiting.addLast(one);
        if (idle.future().isComplete()) {
            idle = Promise.promise();
        }
        flush();
        return one.recorded().future();
    }

    int size() {
        return waiting.size() + inHand.size();
    }

    /** The runs that wait to be recorded. */
    Set<UUID> ids() {
        Set<UUID> ids = new HashSet<>();
        waiting.forEach(one -> ids.add(one.id()));
        inHand.forEach(one -> ids.add(one.id()));
        return ids;
    }

    /** Completes when nothing waits. */
    Future<Void> allRecorded() {
        return idle.future();
    }

    /**
     * Writes what a run must write if and only if it ends so, and its end. Fails with {@link Fault.Lost} when it is not
     * ours, and with what the write failed with: then the run has not ended.
     */
    Future<RunState> lastWrite(
            Tx tx, RunIdentity run, Ending.Finished ending, Function<Tx, Future<Integer>> lastWrite) {
        return workshop.endings()
                .lock(tx, run)
                .compose(held -> held ? lastWrite.apply(tx) : Future.failedFuture(lost(run)))
                .compose(rows -> writer.write(tx, List.of(new EndedRun(run, ending.plusRows(rows)))))
                .map(recorded -> recorded.get(0).state());
    }

    /** Records what waits, unless that is being done or Postgres is away. */
    void flush() {
        if (!inHand.isEmpty() || workshop.door().isClosed()) {
            return;
        }
        if (waiting.isEmpty()) {
            idle.tryComplete();
            return;
        }
        inHand = take();
        record(inHand);
    }

    private List<Waiting> take() {
        List<Waiting> batch = new ArrayList<>(Math.min(AT_ONCE, waiting.size()));
        while (batch.size() < AT_ONCE && !waiting.isEmpty()) {
            batch.add(waiting.removeFirst());
        }
        return batch;
    }

    private void record(List<Waiting> batch) {
        List<EndedRun> runs = batch.stream().map(Waiting::run).toList();
        write(runs).onSuccess(recorded -> recorded(batch, recorded)).onFailure(failure -> failed(batch, failure));
    }

    private Future<List<Recorded>> write(List<EndedRun> runs) {
        return writer.isPlain(runs)
                ? workshop.door().statement(tx -> writer.finish(tx, runs)).compose(this::follow)
                : workshop.door().writeAtLeisure(tx -> writer.write(tx, runs));
    }

    // Nothing waits for plain runs as a rule; for one that was awaited only lately it follows now.
    private Future<List<Recorded>> follow(List<Recorded> recorded) {
        List<UUID> awaited =
                recorded.stream().filter(Recorded::isAwaited).map(Recorded::id).toList();
        return awaited.isEmpty()
                ? Future.succeededFuture(recorded)
                : workshop.door()
                        .writeAtLeisure(tx -> writer.follow(tx, awaited, workshop.now()))
                        .map(recorded);
    }

    private void recorded(List<Waiting> batch, List<Recorded> recorded) {
        Map<UUID, RunState> states = states(recorded);
        List<Waiting> missing = new ArrayList<>();
        for (Waiting one : batch) {
            RunState state = states.get(one.id());
            if (state == null) {
                missing.add(one);
            } else {
                one.recorded().complete(state);
            }
        }
        if (missing.isEmpty()) {
            done();
            return;
        }
        explain(missing);
    }

    private static Map<UUID, RunState> states(List<Recorded> recorded) {
        Map<UUID, RunState> states = new HashMap<>();
        recorded.forEach(one -> states.put(one.id(), one.state()));
        return states;
    }

    // What is missing was committed by a statement of which we heard nothing, or is not ours any more.
    private void explain(List<Waiting> missing) {
        workshop.door()
                .read(tx -> workshop.endings()
                        .recordedBefore(tx, missing.stream().map(Waiting::id).toList()))
                .onSuccess(ours -> explained(missing, states(ours)))
                .onFailure(failure -> failed(missing, failure));
    }

    private void explained(List<Waiting> missing, Map<UUID, RunState> ours) {
        for (Waiting one : missing) {
            RunState state = ours.get(one.id());
            if (state == null) {
                one.recorded().fail(lost(one.run().identity()));
            } else {
                one.recorded().complete(state);
            }
        }
        done();
    }

    private void done() {
        inHand = List.of();
        flush();
    }

    private void failed(List<Waiting> batch, Throwable failure) {
        if (failure instanceof DatabaseDown) {
            putBack(batch);
            return;
        }
        if (failure instanceof DatabaseError error && error.isRepeatable()) {
            putBack(batch);
            flush();
            return;
        }
        if (batch.size() > 1) {
            oneByOne(new ArrayDeque<>(batch));
            return;
        }
        refused(batch.get(0), failure);
        done();
    }

    private void putBack(List<Waiting> batch) {
        inHand = List.of();
        for (int i = batch.size() - 1; i >= 0; i--) {
            waiting.addFirst(batch.get(i));
        }
        Duration wait = workshop.time().shownIn(AGAIN_AFTER);
        Alarm unused = workshop.time().wakeAfter(wait, () -> workshop.context().run(this::flush));
    }

    // One run that Postgres refuses must not keep the others from being recorded.
    private void oneByOne(Deque<Waiting> rest) {
        Waiting next = rest.pollFirst();
        if (next == null) {
            done();
            return;
        }
        workshop.door()
                .writeAtLeisure(tx -> writer.write(tx, List.of(next.run())))
                .onSuccess(recorded -> {
                    settle(next, recorded);
                    oneByOne(rest);
                })
                .onFailure(failure -> {
                    if (failure instanceof DatabaseDown) {
                        rest.addFirst(next);
                        putBack(List.copyOf(rest));
                        return;
                    }
                    if (failure instanceof DatabaseError error && error.isRepeatable()) {
                        rest.addFirst(next);
                        oneByOne(rest);
                        return;
                    }
                    refused(next, failure);
                    oneByOne(rest);
                });
    }

    private static void settle(Waiting one, List<Recorded> recorded) {
        if (recorded.isEmpty()) {
            one.recorded().fail(lost(one.run().identity()));
            return;
        }
        one.recorded().complete(recorded.get(0).state());
    }

    private static Fault.Lost lost(RunIdentity run) {
        return new Fault.Lost("attempt " + run.attempt() + " counts no more");
    }

    private static void refused(Waiting one, Throwable failure) {
        log.atError()
                .addKeyValue("job", one.run().identity().job())
                .addKeyValue("runId", one.id())
                .setCause(failure)
                .log("run cannot be recorded");
        one.recorded().fail(failure);
    }

    /** A run that ended, and who wants to know when that is recorded. */
    private record Waiting(EndedRun run, Promise<RunState> recorded) {
        UUID id() {
            return run.identity().id();
        }
    }
}
