package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.engine.EndingStore.EndedRun;
import dev.tickwork.jobs.engine.EndingStore.Recorded;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the ends of many runs, and what follows from them, in one transaction: what waited for them goes on, their keys
 * are free, their jobs show how they are doing. Touched on the engine's context only.
 */
final class EndingWriter {
    /** How a job is doing is not written more often, however many of its runs end. */
    private static final Duration NOTED_EVERY = Duration.ofSeconds(1);

    private final EndingStore endings;
    private final Aftermath aftermath;
    private final KeyStore keys;
    private final JobStore jobs;
    private final Incidents incidents;
    private final Map<String, Instant> notedAt = new HashMap<>();

    EndingWriter(Workshop workshop) {
        this.endings = workshop.endings();
        this.aftermath = workshop.aftermath();
        this.keys = workshop.keys();
        this.jobs = workshop.jobs();
        this.incidents = workshop.incidents();
    }

    /** Whether nothing hangs on these ends but their own rows. */
    boolean isPlain(List<EndedRun> runs) {
        return runs.stream().allMatch(this::isPlain);
    }

    /** Only the rows of runs that are {@link #isPlain plain}, in one statement. */
    Future<List<Recorded>> finish(Tx tx, List<EndedRun> runs) {
        return endings.finish(tx, runs);
    }

    /** What follows for those that wait for runs that are over. */
    Future<Void> follow(Tx tx, List<UUID> awaited, Instant at) {
        return aftermath.next(tx, awaited, at);
    }

    /** Everything. Answers the runs that were ours. */
    Future<List<Recorded>> write(Tx tx, List<EndedRun> runs) {
        return kinds(tx, runs)
                .compose(recorded -> follow(tx, runs, recorded).map(recorded))
                .compose(recorded -> note(tx, runs, recorded).map(recorded))
                .compose(recorded -> incidents.ended(tx, runs, states(recorded)).map(recorded));
    }

    /** Where a run stands when its end is recorded as the node wished. */
    static RunState wished(Ending ending) {
        return ending.match(new Ending.Cases<>() {
            @Override
            public RunState finished(Ending.Finished finished) {
                return finished.state();
            }

            @Override
            public RunState retried(Ending.Retried retried) {
                return RunState.RETRY;
            }

            @Override
            public RunState snoozed(Ending.Snoozed snoozed) {
                return RunState.PENDING;
            }

            @Override
            public RunState held(Ending.Held held) {
                return RunState.SUCCESS;
            }

            @Override
            public RunState awaiting(Ending.Awaiting awaiting) {
                return RunState.PENDING;
            }
        });
    }

    private boolean isPlain(EndedRun run) {
        RunIdentity.Ties ties = run.identity().ties();
        return run.ending() instanceof Ending.Finished
                && ties.schedule() == null
                && !ties.hasKey()
                && !ties.isAwaited()
                && !isWorthNoting(run);
    }

    private boolean isWorthNoting(EndedRun run) {
        if (!(run.ending() instanceof Ending.Finished finished)) {
            return false;
        }
        Instant last = notedAt.get(run.identity().job());
        return last == null
                || !run.at().isBefore(last.plus(NOTED_EVERY))
                || finished.state() == RunState.FAILURE
                || incidents.isOpen(run.identity().job());
    }

    private Future<List<Recorded>> kinds(Tx tx, List<EndedRun> runs) {
        Map<Class<?>, List<EndedRun>> kinds =
                runs.stream().collect(Collectors.groupingBy(run -> run.ending().getClass()));
        Future<List<Recorded>> all = Future.succeededFuture(List.of());
        for (Map.Entry<Class<?>, List<EndedRun>> kind : kinds.entrySet()) {
            all = all.compose(before -> ofKind(tx, kind.getValue()).map(more -> join(before, more)));
        }
        return all;
    }

    /** All of one kind. */
    private Future<List<Recorded>> ofKind(Tx tx, List<EndedRun> same) {
        return same.get(0).ending().match(new Ending.Cases<>() {
            @Override
            public Future<List<Recorded>> finished(Ending.Finished finished) {
                return endings.finish(tx, same);
            }

            @Override
            public Future<List<Recorded>> retried(Ending.Retried retried) {
                return retry(tx, same);
            }

            @Override
            public Future<List<Recorded>> snoozed(Ending.Snoozed snoozed) {
                return snooze(tx, same);
            }

            @Override
            public Future<List<Recorded>> held(Ending.Held held) {
                return endings.hold(tx, same, held);
            }

            @Override
            public Future<List<Recorded>> awaiting(Ending.Awaiting awaiting) {
                return aftermath.await(tx, same).map(waiting -> waiting.stream()
                        .map(id -> new Recorded(id, RunState.PENDING, false))
                        .toList());
            }
        });
    }

    // One that somebody wants to stop is not tried again, nor put off.
    private Future<List<Recorded>> retry(Tx tx, List<EndedRun> runs) {
        return endings.retry(tx, runs).compose(waiting -> finishOthers(tx, runs, waiting));
    }

    private Future<List<Recorded>> snooze(Tx tx, List<EndedRun> runs) {
        return endings.snooze(tx, runs).compose(waiting -> finishOthers(tx, runs, waiting));
    }

    private Future<List<Recorded>> finishOthers(Tx tx, List<EndedRun> runs, List<Recorded> waiting) {
        Set<UUID> ids = waiting.stream().map(Recorded::id).collect(Collectors.toSet());
        List<EndedRun> unwanted = runs.stream()
                .filter(run -> !ids.contains(run.identity().id()))
                .map(EndingWriter::failed)
                .toList();
        return unwanted.isEmpty()
                ? Future.succeededFuture(waiting)
                : endings.finish(tx, unwanted).map(more -> join(waiting, more));
    }

    private static EndedRun failed(EndedRun run) {
        Failure failure = run.ending() instanceof Ending.Retried retried
                ? retried.failure()
                : new Failure("cancelled", "called off while it wanted to wait");
        return new EndedRun(run.identity(), Ending.Finished.failure(run.at(), failure));
    }

    private Future<Void> follow(Tx tx, List<EndedRun> runs, List<Recorded> recorded) {
        Map<UUID, RunState> over = recorded.stream()
                .filter(one -> one.state().isFinal())
                .collect(Collectors.toMap(Recorded::id, Recorded::state));
        List<RunIdentity> ended = runs.stream()
                .filter(run -> !(run.ending() instanceof Ending.Held))
                .map(EndedRun::identity)
                .filter(run -> over.containsKey(run.id()))
                .toList();
        List<UUID> awaited =
                recorded.stream().filter(Recorded::isAwaited).map(Recorded::id).toList();
        List<UUID> keyed = ids(ended, run -> run.ties().hasKey());
        List<String> fired = ended.stream()
                .filter(run -> over.get(run.id()) == RunState.SUCCESS)
                .map(run -> run.ties().schedule())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return unlessEmpty(keyed, these -> keys.free(tx, these))
                .compose(freed -> unlessEmpty(fired, these -> endings.release(tx, these)))
                .compose(released -> unlessEmpty(awaited, these -> aftermath.next(tx, these, at(runs))));
    }

    private Future<Void> note(Tx tx, List<EndedRun> runs, List<Recorded> recorded) {
        Set<UUID> ours = recorded.stream().map(Recorded::id).collect(Collectors.toSet());
        Map<String, JobStore.Doing> doing = new TreeMap<>();
        for (EndedRun run : runs) {
            if (ours.contains(run.identity().id()) && isWorthNoting(run)) {
                doing.merge(run.identity().job(), JobStore.Doing.of(run), JobStore.Doing::and);
            }
        }
        doing.forEach((job, now) -> notedAt.put(job, now.at()));
        return unlessEmpty(List.copyOf(doing.values()), these -> jobs.note(tx, these));
    }

    private static Map<UUID, RunState> states(List<Recorded> recorded) {
        return recorded.stream().collect(Collectors.toMap(Recorded::id, Recorded::state));
    }

    private static Instant at(List<EndedRun> runs) {
        return runs.stream().map(EndedRun::at).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static List<UUID> ids(List<RunIdentity> runs, Predicate<RunIdentity> which) {
        return runs.stream().filter(which).map(RunIdentity::id).toList();
    }

    private static <T> Future<Void> unlessEmpty(List<T> some, Function<List<T>, Future<?>> work) {
        return some.isEmpty() ? Future.succeededFuture() : work.apply(some).mapEmpty();
    }

    private static List<Recorded> join(List<Recorded> some, List<Recorded> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
