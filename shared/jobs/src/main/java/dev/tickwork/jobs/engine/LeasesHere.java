package dev.tickwork.jobs.engine;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.jobs.Leases;
import dev.tickwork.postgres.DatabaseDown;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The leases of this node. They are renewed by its heartbeat alone; when that is not heard for too long, this node stops
 * believing that it owns any, one heartbeat before others may take them. Touched on the engine's context, but for {@link
 * #compete}.
 */
final class LeasesHere implements Leases {
    private final Workshop workshop;
    private final Map<String, Contest> contests = new ConcurrentSkipListMap<>();
    private Runnable whenWanted = () -> {};
    private @Nullable Alarm fence;
    private Pulse.Beat last = new Pulse.Beat(Instant.EPOCH, false);

    LeasesHere(Workshop workshop) {
        this.workshop = workshop;
    }

    /** @param beat tells the others at once what this node wants */
    void tell(Runnable beat) {
        whenWanted = beat;
    }

    /** What this node tells the others with its heartbeat. */
    Collection<String> kinds() {
        return contests.entrySet().stream()
                .filter(one -> !one.getValue().hasLeft())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public Future<Competition> compete(String kind, Collection<String> names, Holder holder) {
        Context home = Objects.requireNonNullElse(
                Vertx.currentContext(), workshop.context().context());
        return workshop.context().call(() -> competeHere(kind, names, new LeaseWork(holder, home, workshop.context())));
    }

    /** A heartbeat was heard: what we own is ours for a while. */
    void beaten(Pulse.Beat beat) {
        last = beat;
        armFence(beat.at().plus(workshop.lostAfter()));
        look();
    }

    /** Something may be free, or somebody new may want its share. */
    void look() {
        contests.values().removeIf(Contest::hasLeft);
        Instant validUntil = last.at().plus(workshop.lostAfter());
        if (!workshop.now().isBefore(validUntil)) {
            // Who was not heard lately could not believe in what it takes; its next heartbeat looks.
            return;
        }
        Instant silentSince = workshop.now().minus(workshop.lostAfter()).minus(workshop.heartbeat());
        var sight = new Contest.Sight(silentSince, last.judges(), validUntil);
        contests.values().forEach(contest -> contest.look(sight));
    }

    /** Gives everything up; completes when the work has stopped and others may have it. */
    Future<Void> leaveAll() {
        return Future.join(contests.values().stream().map(Contest::leaveHere).toList())
                .mapEmpty();
    }

    /** No fence any more: the engine is at its end. */
    void stop() {
        disarm();
        contests.values().forEach(Contest::disown);
        contests.clear();
    }

    private Future<Competition> competeHere(String kind, Collection<String> names, LeaseWork work) {
        contests.values().removeIf(Contest::hasLeft);
        var contest = new Contest(kind, names, work, workshop);
        if (contests.putIfAbsent(kind, contest) != null) {
            return Future.failedFuture(new IllegalStateException("this node competes for " + kind + " already"));
        }
        return contest.register()
                .recover(LeasesHere::later)
                .onSuccess(known -> whenWanted.run())
                .map(contest);
    }

    private static Future<Void> later(Throwable failure) {
        return failure instanceof DatabaseDown ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    private void armFence(Instant until) {
        disarm();
        if (!contests.isEmpty()) {
            fence = workshop.time().wakeAt(until, () -> workshop.context().run(this::fenceOff));
        }
    }

    private void fenceOff() {
        if (!workshop.now().isBefore(last.at().plus(workshop.lostAfter()))) {
            contests.values().forEach(Contest::disown);
        }
    }

    private void disarm() {
        if (fence != null) {
            fence.cancel();
            fence = null;
        }
    }
}
