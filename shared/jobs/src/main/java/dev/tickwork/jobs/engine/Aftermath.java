package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.RunState;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What follows when runs end, in the transaction that ends them: what waited for them goes on or is called off, and parents
 * end with their last child. Those have no node that would do for them what it does for the runs in its hands, so that is
 * done here: keys are free, jobs and schedules show it, incidents are counted, and listeners hear of it after the commit.
 * Safe for any thread.
 */
final class Aftermath {
    private final Workshop workshop;
    private final LinkStore links;

    Aftermath(Workshop workshop, LinkStore links) {
        this.workshop = workshop;
        this.links = links;
    }

    /** Lets runs wait whose own work is done but whose children go on; ends those whose children are over already. */
    Future<List<UUID>> await(Tx tx, List<EndingStore.EndedRun> runs) {
        Instant at = runs.get(0).at();
        return links.await(tx, runs).compose(waiting -> links.endParents(tx, waiting, at)
                .compose(ended -> follow(tx, ended, at))
                .map(waiting));
    }

    /** Everything that follows from these ends. */
    Future<Void> follow(Tx tx, List<SilentEnd> ends, Instant at) {
        if (ends.isEmpty()) {
            return Future.succeededFuture();
        }
        tx.afterCommit(() -> workshop.context().run(() -> ends.forEach(workshop.runLog()::silent)));
        List<UUID> over = ends.stream()
                .filter(end -> end.state().isFinal())
                .map(SilentEnd::id)
                .toList();
        return unlessEmpty(over, these -> workshop.keys().free(tx, these))
                .compose(freed -> note(tx, ends))
                .compose(noted -> release(tx, ends))
                .compose(released -> workshop.incidents().silent(tx, ends))
                .compose(told -> next(tx, over, at));
    }

    /** What waited for runs that are over goes on or is called off, and so on for what is over by that. */
    Future<Void> next(Tx tx, List<UUID> over, Instant at) {
        if (over.isEmpty()) {
            return Future.succeededFuture();
        }
        return links.goOn(tx, over, at)
                .compose(gone -> links.callOff(tx, over, at))
                .compose(calledOff -> links.countDown(tx, over)
                        .compose(parents -> links.endParents(tx, parents, at))
                        .compose(ended -> follow(tx, join(calledOff, ended), at)));
    }

    private Future<Void> note(Tx tx, List<SilentEnd> ends) {
        Map<String, JobStore.Doing> doing = new TreeMap<>();
        ends.stream()
                .filter(end -> end.state() == RunState.SUCCESS || end.state() == RunState.FAILURE)
                .map(JobStore.Doing::of)
                .forEach(one -> doing.merge(one.job(), one, JobStore.Doing::and));
        return unlessEmpty(List.copyOf(doing.values()), these -> workshop.jobs().note(tx, these));
    }

    private Future<Void> release(Tx tx, List<SilentEnd> ends) {
        List<String> schedules = ends.stream()
                .filter(end -> end.state() == RunState.SUCCESS)
                .map(SilentEnd::schedule)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return unlessEmpty(schedules, these -> workshop.endings().release(tx, these));
    }

    private static <T> Future<Void> unlessEmpty(List<T> some, Function<List<T>, Future<?>> work) {
        return some.isEmpty() ? Future.succeededFuture() : work.apply(some).mapEmpty();
    }

    private static <T> List<T> join(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
