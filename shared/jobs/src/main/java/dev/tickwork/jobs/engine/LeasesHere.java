package dev.tickwork.jobs.engine;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.jobs.Leases;
import dev.tickwork.postgres.DatabaseDown;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases of this node. They are renewed by its heartbeat alone; when that is not heard for too long, this node stops
 * believing that it owns any, one heartbeat before others may take them. Where the clock jumped, or the process stood still,
 * nothing was tried in vain meanwhile; then it asks first, and what is still its own it keeps. Touched on the engine's
 * context, but for {@link #compete}.
 */
final class LeasesHere implements Leases {
    private static final Logger log = LoggerFactory.getLogger(LeasesHere.class);

    private final Workshop workshop;
    private final Map<String, Contest> contests = new ConcurrentSkipListMap<>();
    private Supplier<Future<Void>> beat = Future::succeededFuture;
    private @Nullable Alarm fence;
    private Pulse.Beat last = new Pulse.Beat(Instant.EPOCH, false, Duration.ZERO);

    LeasesHere(Workshop workshop) {
        this.workshop = workshop;
    }

    /** @param beat tells the others at once that this node is there and what it wants; fails when they cannot hear it */
    void tell(Supplier<Future<Void>> beat) {
        this.beat = beat;
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
        boolean wasSilent = !beat.at().isBefore(validUntil());
        last = beat;
        armFence(validUntil());
        look(wasSilent);
    }

    /** Something may be free, or somebody new may want its share. */
    void look() {
        look(false);
    }

    private void look(boolean wasSilent) {
        contests.values().removeIf(Contest::hasLeft);
        if (isSilent()) {
            // Who was not heard lately could not believe in what it takes; its next heartbeat looks.
            return;
        }
        Instant silentSince = workshop.now().minus(last.silence()).minus(workshop.heartbeat());
        var sight = new Contest.Sight(silentSince, last.judges(), validUntil(), wasSilent);
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
                .onSuccess(known -> beat.get().onFailure(LeasesHere::unheard))
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
        if (!isSilent()) {
            return;
        }
        if (workshop.door().isClosed()) {
            disownAll();
            return;
        }
        // Every sign of life was heard, so no time has gone by but on the clock, or we stood still ourselves.
        beat.get().onFailure(unheard -> workshop.context().run(this::disownAll));
    }

    private void disownAll() {
        if (isSilent()) {
            contests.values().forEach(Contest::disown);
        }
    }

    private boolean isSilent() {
        return !workshop.now().isBefore(validUntil());
    }

    private Instant validUntil() {
        return last.at().plus(workshop.lostAfter());
    }

    private static void unheard(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("what is wanted is told with the next heartbeat");
    }

    private void disarm() {
        if (fence != null) {
            fence.cancel();
            fence = null;
        }
    }
}
