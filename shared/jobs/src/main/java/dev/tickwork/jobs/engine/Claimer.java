package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.engine.ClaimStore.Claimed;
import dev.tickwork.jobs.engine.ClaimStore.Limited;
import dev.tickwork.jobs.engine.ClaimStore.Room;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes ready runs out of the queue, and knows when it is time to look again: when the next delayed run ripens, and slowly
 * in case nobody told. Touched on the engine's context only.
 */
final class Claimer {
    private static final Logger log = LoggerFactory.getLogger(Claimer.class);
    private static final int RIPENED_AT_ONCE = 1000;

    private final Workshop workshop;
    private final Timetable timetable;
    private @Nullable Limited limited;
    private int changes;
    private boolean sayingRoom;
    private Instant nextDelayed = Instant.MIN;
    private Instant nextLook = Instant.MIN;
    /** Of the runs that were said to be delayed since the queue was read for them last. */
    private Instant saidMeanwhile = Instant.MAX;

    Claimer(Workshop workshop, Timetable timetable) {
        this.workshop = workshop;
        this.timetable = timetable;
    }

    /**
     * Takes runs for this node.
     *
     * @param most how many of all jobs together
     * @param now they begin at this moment
     * @return fails with {@link dev.tickwork.postgres.DatabaseDown} when Postgres does not answer; what was taken is then
     *     unknown
     */
    Future<List<Claimed>> claim(List<Room> room, int most, Instant now) {
        return ask(room, most, now).onSuccess(this::freeKeys);
    }

    private Future<List<Claimed>> ask(List<Room> room, int most, Instant now) {
        if (!now.isBefore(nextWake())) {
            // What is delayed from now on may not be in what is read.
            saidMeanwhile = Instant.MAX;
            return workshop.door()
                    .writeAtLeisure(tx -> ripen(tx, now).compose(ripe -> claimCarefully(tx, room, most, now)));
        }
        return limited == null || !limited.isNothing()
                ? workshop.door().writeAtLeisure(tx -> claimCarefully(tx, room, most, now))
                : workshop.door().statement(tx -> workshop.claims().claim(tx, room, most, now));
    }

    /** Whether a claim takes runs of one job of a queue alone, because that is limited, and leaves what room there is. */
    boolean sharesQueue() {
        return limited != null && !limited.queues().isEmpty();
    }

    /** When to look although nobody says that something is ready. */
    Instant nextWake() {
        return nextDelayed.isBefore(nextLook) ? nextDelayed : nextLook;
    }

    /** A run ripens then. @return whether that is earlier than all we know of */
    boolean delayedUntil(Instant runAt) {
        saidMeanwhile = earlier(runAt, saidMeanwhile);
        boolean isEarlier = runAt.isBefore(nextDelayed);
        nextDelayed = isEarlier ? runAt : nextDelayed;
        return isEarlier;
    }

    /** Whatever we know may have changed. */
    void forget() {
        nextDelayed = Instant.MIN;
        limited = null;
        changes++;
    }

    /** A run of a job is over: where only so many may go on at a time, another may begin, here or elsewhere. */
    void isOver(StartedJob job) {
        if (limited == null || !limited.limits(job) || sayingRoom) {
            return;
        }
        sayingRoom = true;
        workshop.door()
                .statement(tx -> tx.notify(NodeEngine.CHANNEL, News.ROOM))
                .onComplete(said -> sayingRoom = false);
    }

    /** Not again at once. */
    void failed() {
        nextLook = workshop.now().plus(workshop.heartbeat());
        nextDelayed = nextLook;
    }

    // While something is limited over all nodes, they count one after the other.
    private Future<List<Claimed>> claimCarefully(Tx tx, List<Room> room, int most, Instant now) {
        int before = changes;
        return workshop.claims()
                .lockLimited(tx, timetable.names())
                .onSuccess(these -> limited = changes == before ? these : null)
                .compose(locked -> workshop.claims().claim(tx, room, most, now));
    }

    private void freeKeys(List<Claimed> runs) {
        List<UUID> begun = runs.stream()
                .filter(Claimed::freesKey)
                .map(run -> run.claim().id())
                .toList();
        if (!begun.isEmpty()) {
            workshop.door().statement(tx -> workshop.keys().free(tx, begun)).onFailure(failure -> log.atWarn()
                    .addKeyValue("rows", begun.size())
                    .addKeyValue("error", failure.getMessage())
                    .log("keys are freed when their runs are over"));
        }
    }

    private Future<Void> ripen(Tx tx, Instant now) {
        return workshop.queue()
                .ripen(tx, now, RIPENED_AT_ONCE)
                .compose(ripe -> workshop.queue().nextDelayed(tx, now))
                .onSuccess(next -> {
                    nextDelayed = earlier(next.orElse(Instant.MAX), saidMeanwhile);
                    nextLook = now.plus(workshop.backstop());
                })
                .mapEmpty();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
