package dev.tickwork.jobs.engine;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Unique;
import dev.tickwork.jobs.engine.FamilyStore.Member;
import dev.tickwork.jobs.engine.OperatorStore.KnownRun;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks for runs inside a transaction of the caller: alone, as children, in a chain, unique. Safe for any thread. */
final class Families {
    private final Workshop workshop;

    Families(Workshop workshop) {
        this.workshop = workshop;
    }

    /** All or none: fails when nobody ever served one of the jobs. The answers are in the order of the requests. */
    Future<List<Enqueued>> add(Tx tx, List<RunRequest> requests, @Nullable UUID parent) {
        return parent == null && requests.stream().allMatch(request -> request.unique() == null)
                ? addPlain(tx, requests)
                : addLinked(tx, requests, parent);
    }

    private Future<List<Enqueued>> addPlain(Tx tx, List<RunRequest> requests) {
        Instant now = workshop.now();
        List<NewRun> runs =
                requests.stream().map(request -> newRun(request, now)).toList();
        return workshop.entries()
                .add(tx, runs, now)
                .compose(added -> added.unknown().isEmpty()
                        ? Future.succeededFuture(runs.stream()
                                .map(run -> new Enqueued(run.id(), true))
                                .toList())
                        : Future.failedFuture(Desk.unknown(added.unknown())));
    }

    private Future<List<Enqueued>> addLinked(Tx tx, List<RunRequest> requests, @Nullable UUID parent) {
        Instant now = workshop.now();
        List<Member> members = new ArrayList<>();
        List<Enqueued> answers = new ArrayList<>();
        Future<Void> keys = Future.succeededFuture();
        for (RunRequest request : requests) {
            Member member = Member.alone(newRun(request, now)).childOf(parent);
            Unique unique = request.unique();
            keys = keys.compose(before ->
                            unique == null ? Future.succeededFuture(member.run().id()) : take(tx, unique, member, now))
                    .map(holder -> keep(member, unique, holder, members, answers));
        }
        return keys.compose(taken -> addAll(tx, members, now))
                .compose(added -> count(tx, parent, members.size()))
                .map(counted -> List.copyOf(answers));
    }

    /** Each waits for the one before it; when one does not succeed, the rest goes on or is called off. */
    Future<List<UUID>> addChain(Tx tx, List<RunRequest> steps, boolean goesOnAfterFailure, @Nullable UUID parent) {
        Instant now = workshop.now();
        List<Member> members = new ArrayList<>();
        for (RunRequest step : steps) {
            UUID before = members.isEmpty()
                    ? null
                    : members.get(members.size() - 1).run().id();
            members.add(Member.alone(newRun(step, now))
                    .childOf(parent)
                    .after(before, goesOnAfterFailure)
                    .awaited());
        }
        return addAll(tx, members, now)
                .compose(added -> count(tx, parent, members.size()))
                .map(counted ->
                        members.stream().map(member -> member.run().id()).toList());
    }

    /**
     * Runs again, with their arguments as they are stored and their keys.
     *
     * @return by each run the new one, without those of which another with their key is not over
     */
    Future<Map<UUID, UUID>> addAgain(Tx tx, List<KnownRun> runs, Origin origin) {
        List<Member> members = runs.stream().map(old -> again(old, origin)).toList();
        List<Member> unique =
                members.stream().filter(member -> member.uniqueKey() != null).toList();
        Future<Set<UUID>> taken = unique.isEmpty()
                ? Future.succeededFuture(Set.of())
                : workshop.keys().takeAgain(tx, unique);
        return taken.compose(free -> addAgain(
                tx,
                members.stream()
                        .filter(member -> member.uniqueKey() == null
                                || free.contains(member.run().id()))
                        .toList()));
    }

    private Future<Map<UUID, UUID>> addAgain(Tx tx, List<Member> members) {
        Map<UUID, UUID> again = new LinkedHashMap<>();
        members.forEach(member ->
                again.put(Objects.requireNonNull(member.rerunOf()), member.run().id()));
        return addAll(tx, members, workshop.now()).map(again);
    }

    private Member again(KnownRun old, Origin origin) {
        RunRequest request = RunRequest.of(old.job(), origin).prior(old.priority());
        Member member = Member.alone(stored(request, old.arguments())).again(old.id());
        return old.uniqueKey() == null ? member : member.holding(old.uniqueKey());
    }

    /** A run of a schedule that is not its fire, with its arguments as they are stored. */
    Future<UUID> addOf(Tx tx, RunRequest request, @Nullable String arguments, String schedule) {
        NewRun run = stored(request, arguments);
        return addAll(tx, List.of(Member.alone(run).by(schedule)), run.runAt()).map(added -> run.id());
    }

    private NewRun stored(RunRequest request, @Nullable String arguments) {
        return new NewRun(
                workshop.nextId(),
                request.job(),
                request.priority(),
                workshop.now(),
                request.origin(),
                arguments,
                null);
    }

    private static @Nullable Void keep(
            Member member, @Nullable Unique unique, UUID holder, List<Member> members, List<Enqueued> answers) {
        boolean isNew = holder.equals(member.run().id());
        if (isNew) {
            members.add(unique == null ? member : member.holding(KeyStore.keyOf(unique)));
        }
        answers.add(new Enqueued(holder, isNew));
        return null;
    }

    private Future<UUID> take(Tx tx, Unique unique, Member member, Instant now) {
        return workshop.keys().take(tx, member.run().job(), unique, member.run().id(), now);
    }

    private Future<Void> addAll(Tx tx, List<Member> members, Instant now) {
        return workshop.families()
                .add(tx, members, now)
                .compose(added -> added == members.size()
                        ? Future.succeededFuture()
                        : Future.failedFuture(Desk.unknown(members.stream()
                                .map(member -> member.run().job())
                                .toList())));
    }

    private Future<Integer> count(Tx tx, @Nullable UUID parent, int children) {
        return parent == null || children == 0
                ? Future.succeededFuture(0)
                : workshop.families()
                        .countChildren(tx, parent, children)
                        .compose(counted -> counted == 1
                                ? Future.succeededFuture(counted)
                                : Future.failedFuture(new Fault.Cancelled("its parent is to stop")));
    }

    private NewRun newRun(RunRequest request, Instant now) {
        Instant runAt = request.runAt();
        return new NewRun(
                workshop.nextId(),
                request.job(),
                request.priority(),
                runAt == null ? now : runAt,
                request.origin(),
                Arguments.write(request.arguments()),
                null);
    }
}
