package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.Leases.Competition;
import dev.tickwork.jobs.engine.LeaseStore.Standing;
import dev.tickwork.jobs.engine.LeaseStore.Taken;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's part in one kind of leases: takes its share, and gives up what is beyond it. On the engine's context only. */
final class Contest implements Competition {
    private static final Logger log = LoggerFactory.getLogger(Contest.class);

    private final String kind;
    private final Set<String> names;
    private final LeaseWork work;
    private final Workshop workshop;
    private final LeaseStore store;
    private final Map<String, HeldLease> held = new TreeMap<>();
    private final Map<String, Instant> leftOver = new HashMap<>();
    private final Set<String> adopted = new HashSet<>();
    private List<String> nodes = List.of();
    private boolean looking;
    private @Nullable Sight next;
    private boolean left;

    Contest(String kind, Collection<String> names, LeaseWork work, Workshop workshop) {
        this.kind = kind;
        this.names = new TreeSet<>(names);
        this.work = work;
        this.workshop = workshop;
        this.store = workshop.leases();
    }

    boolean hasLeft() {
        return left;
    }

    /** Makes all names known, to the other nodes as well. */
    Future<Void> register() {
        return workshop.door()
                .write(tx -> store.add(tx, kind, names).compose(added -> tx.notify(NodeEngine.CHANNEL, News.LEASES)));
    }

    /** Takes what is open and ours by right, and gives up what is beyond that. */
    void look(Sight sight) {
        if (left) {
            return;
        }
        if (workshop.door().isClosed()) {
            unseen(sight);
            return;
        }
        if (looking) {
            next = sight.after(next);
            return;
        }
        looking = true;
        workshop.door()
                .write(tx -> look(tx, sight))
                .onSuccess(view -> settle(view, sight))
                .onFailure(Contest::later)
                .onFailure(failure -> unseen(sight))
                .onComplete(done -> looked());
    }

    private void unseen(Sight sight) {
        if (sight.wasSilent()) {
            disown();
        }
    }

    // What was to be seen meanwhile may have been too late for this look.
    private void looked() {
        looking = false;
        Sight wanted = next;
        next = null;
        if (wanted != null) {
            look(wanted);
        }
    }

    /** This node may not believe any more that it owns anything. */
    void disown() {
        List<HeldLease> all = List.copyOf(held.values());
        held.clear();
        all.forEach(lease -> work.stop(lease).onFailure(Contest::later));
    }

    @Override
    public Future<Void> add(String name) {
        return workshop.context().call(() -> {
            names.add(name);
            return register();
        });
    }

    @Override
    public Future<Void> remove(String name) {
        return workshop.context().call(() -> {
            names.remove(name);
            HeldLease mine = held.get(name);
            return giveUp(mine == null ? List.of() : List.of(mine))
                    .compose(given -> workshop.door().write(tx -> store.forget(tx, kind, name)))
                    .mapEmpty();
        });
    }

    @Override
    public Future<Void> leave() {
        return workshop.context().call(this::leaveHere);
    }

    Future<Void> leaveHere() {
        left = true;
        return giveUp(List.copyOf(held.values()));
    }

    private Future<View> look(Tx tx, Sight sight) {
        return store.competitors(tx, kind, sight.silentSince())
                .compose(alive -> standings(tx, sight).compose(standings -> take(tx, sight, alive, standings)));
    }

    // A name is missing when Postgres was away as it was named.
    private Future<List<Standing>> standings(Tx tx, Sight sight) {
        return store.look(tx, kind, names, sight.silentSince())
                .compose(some -> some.size() == names.size()
                        ? Future.succeededFuture(some)
                        : store.add(tx, kind, names)
                                .compose(added -> store.look(tx, kind, names, sight.silentSince())));
    }

    private Future<View> take(Tx tx, Sight sight, List<String> alive, List<Standing> standings) {
        if (!alive.equals(nodes)) {
            nodes = alive;
            adopted.clear();
            leftOver.clear();
        }
        int share = Share.of(standings.size(), alive, workshop.node());
        List<Standing> wanted = wanted(standings, share, sight);
        return wanted.isEmpty()
                ? Future.succeededFuture(new View(standings, share, List.of()))
                : store.take(tx, kind, wanted, workshop.now()).map(taken -> new View(standings, share, taken));
    }

    private List<Standing> wanted(List<Standing> standings, int share, Sight sight) {
        List<Standing> open =
                standings.stream().filter(one -> isOpen(one, sight)).toList();
        leftOver.keySet().retainAll(open.stream().map(Standing::name).toList());
        long room = Math.max(0, share - ownShare());
        List<Standing> wanted = new ArrayList<>();
        for (Standing one : open) {
            if (wanted.size() < room || isLeftOver(one)) {
                wanted.add(one);
            }
        }
        return wanted;
    }

    // Nobody whose share it is has wanted it for as long as a node may be silent, so it is taken beyond the share until
    // the nodes change.
    private boolean isLeftOver(Standing one) {
        Instant now = workshop.now();
        Instant since = Objects.requireNonNullElse(leftOver.putIfAbsent(one.name(), now), now);
        boolean isLong = !since.plus(workshop.lostAfter()).isAfter(now);
        if (isLong) {
            adopted.add(one.name());
        }
        return isLong;
    }

    private boolean isOpen(Standing lease, Sight sight) {
        if (work.isStopping(lease.name())) {
            return false;
        }
        if (lease.isOurs()) {
            return !held.containsKey(lease.name());
        }
        return lease.isFree() || (sight.judges() && lease.isOrphaned());
    }

    private void settle(View view, Sight sight) {
        view.standings().stream()
                .filter(one -> !one.isOurs())
                .map(one -> held.remove(one.name()))
                .filter(Objects::nonNull)
                .forEach(lease -> work.stop(lease).onFailure(Contest::later));
        if (left || !workshop.now().isBefore(sight.validUntil())) {
            release(view.taken()).onFailure(Contest::later);
            return;
        }
        view.taken().forEach(this::acquired);
        if (view.taken().isEmpty()) {
            giveUp(beyond(view.share())).onFailure(Contest::later);
        }
    }

    private void acquired(Taken taken) {
        var lease = new HeldLease(kind, taken, store, workshop.door());
        held.put(taken.name(), lease);
        work.begin(lease);
    }

    private List<HeldLease> beyond(int share) {
        return held.values().stream()
                .filter(lease -> !adopted.contains(lease.name()))
                .limit(Math.max(0, ownShare() - share))
                .toList();
    }

    private long ownShare() {
        return held.keySet().stream().filter(name -> !adopted.contains(name)).count();
    }

    private Future<Void> giveUp(Collection<HeldLease> some) {
        some.forEach(lease -> held.remove(lease.name()));
        return Future.join(some.stream()
                        .map(lease -> work.stop(lease).compose(stopped -> release(List.of(lease.taken()))))
                        .toList())
                .mapEmpty();
    }

    private Future<Void> release(List<Taken> these) {
        return these.isEmpty()
                ? Future.succeededFuture()
                : workshop.door().write(tx -> store.release(tx, kind, these)).mapEmpty();
    }

    private static void later(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("leases are looked at with the next heartbeat");
    }

    /**
     * By what a node judges others, and itself.
     *
     * @param silentSince who was not heard since then is gone
     * @param judges whether this node has been there for long enough to tell
     * @param validUntil this node believes in what it owns until then
     * @param wasSilent whether others may own by now what this node believes in, so that it has to see it to go on
     */
    record Sight(Instant silentSince, boolean judges, Instant validUntil, boolean wasSilent) {
        /** The same, in the place of one that was to be looked by before. */
        Sight after(@Nullable Sight before) {
            return new Sight(silentSince, judges, validUntil, wasSilent || (before != null && before.wasSilent));
        }
    }

    /**
     * The leases as they were seen, and what was taken of them.
     *
     * @param share how many should be ours
     */
    private record View(List<Standing> standings, int share, List<Taken> taken) {}
}
