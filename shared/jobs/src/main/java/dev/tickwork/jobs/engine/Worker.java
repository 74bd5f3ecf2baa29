package dev.tickwork.jobs.engine;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.engine.ClaimStore.Claimed;
import dev.tickwork.jobs.engine.ClaimStore.Room;
import dev.tickwork.postgres.DatabaseDown;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes ready runs from the queue, as many as this node can use. Looks when it is told that something is ready, when the
 * moment of a delayed run has come, when what it took is half begun, and slowly in case it was not told. Touched on the
 * engine's context only.
 */
final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private final Workshop workshop;
    private final Claimer claimer;
    private final Intake intake;
    private final Returns returns;
    private boolean looking;
    private boolean lookAgain;
    private boolean stopped;
    private @Nullable Alarm alarm;
    private Future<Void> last = Future.succeededFuture();

    Worker(Workshop workshop, Timetable timetable, Intake intake) {
        this.workshop = workshop;
        this.claimer = new Claimer(workshop, timetable);
        this.intake = intake;
        this.returns = new Returns(workshop);
    }

    HandsHere hands() {
        return intake.hands();
    }

    /** Something may be ready. */
    void look() {
        if (stopped || workshop.door().isClosed() || !workshop.settings().role().works()) {
            return;
        }
        if (looking) {
            lookAgain = true;
            return;
        }
        List<Room> room = intake.room();
        if (room.isEmpty()) {
            intake.mayBeMore(true);
            return;
        }
        looking = true;
        lookAgain = false;
        last = claim(room);
        last.onComplete(done -> looked());
    }

    private Future<Void> claim(List<Room> room) {
        Instant now = workshop.now();
        Future<List<Claimed>> inHands =
                claimer.claim(room, intake.most(room), now).onSuccess(runs -> claimed(runs, room));
        return workshop.unheard().hear(now, inHands).onFailure(this::failed).mapEmpty();
    }

    /** Somebody changed something, or we were deaf for a while: looks at all of it. */
    void lookAtAll() {
        claimer.forget();
        workshop.door()
                .read(tx -> workshop.queue().nodeLimits(tx))
                .onSuccess(this::limitHands)
                .onComplete(loaded -> look());
    }

    /** A run is out of this node's books: where more was not taken because too many ends were unrecorded, it is now. */
    void isOver(StartedJob job) {
        claimer.isOver(job);
        lookForMore();
    }

    /** A run becomes ready then. */
    void delayedUntil(Instant runAt) {
        if (claimer.delayedUntil(runAt)) {
            arm();
        }
    }

    /** Whether a run of this job that is enqueued now would be begun here before any other. */
    boolean wouldBeginAtOnce(StartedJob job) {
        return !stopped
                && workshop.settings().role().works()
                && !workshop.door().isClosed()
                && intake.hasHandFor(job.queue());
    }

    /** Whether nothing begins here any more. */
    boolean isStopped() {
        return stopped;
    }

    /** Begins a run that is ours already. */
    void begin(Execution run) {
        intake.begin(run);
    }

    /** A run begun here has ended, so there is a free hand. */
    void handIsFree(JobQueue queue) {
        intake.hands().giveBack(queue);
        beginTaken();
        lookForMore();
    }

    private void lookForMore() {
        if (intake.mayBeMore() && intake.isThirsty()) {
            look();
        }
    }

    /** Takes nothing more, and gives back what was not begun; completes when that is done. */
    Future<Void> stop() {
        stopped = true;
        disarm();
        return last.transform(done -> returns.giveBack(intake.remove(run -> true)))
                .recover(Worker::leftBehind)
                .compose(given -> workshop.unheard().settle());
    }

    // Without Postgres they cannot be given back; they are found to be lost.
    private static Future<Void> leftBehind(Throwable failure) {
        return failure instanceof DatabaseDown ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    /** Gives back what was taken of one job and not begun. */
    Future<Void> handBack(StartedJob job) {
        return returns.giveBack(intake.remove(run -> run.startedJob() == job));
    }

    /** Gives back runs that have begun here, and that others may take at once. */
    Future<Void> handBack(List<Execution> runs) {
        return returns.giveBack(runs);
    }

    private void limitHands(Map<JobQueue, Integer> decided) {
        intake.hands().limit(decided);
        beginTaken();
    }

    private void claimed(List<Claimed> runs, List<Room> room) {
        returns.strangers(intake.take(runs, room));
        lookAgain |= !runs.isEmpty() && claimer.sharesQueue();
        beginTaken();
    }

    // What comes in while we stop is given back.
    private void beginTaken() {
        if (!stopped) {
            intake.beginTaken();
        }
    }

    private void failed(Throwable failure) {
        if (failure instanceof DatabaseDown) {
            log.atDebug()
                    .addKeyValue("error", failure.getMessage())
                    .log("the queue is looked at when postgres is back");
        } else {
            log.atError().setCause(failure).log("the queue could not be looked at");
        }
        claimer.failed();
        intake.mayBeMore(false);
    }

    private void looked() {
        looking = false;
        arm();
        if (lookAgain) {
            look();
            return;
        }
        lookForMore();
    }

    private void arm() {
        disarm();
        if (!stopped && !workshop.door().isClosed()) {
            Instant givenUp = intake.givenUpAt();
            Instant wake = givenUp.isBefore(claimer.nextWake()) ? givenUp : claimer.nextWake();
            alarm = workshop.time().wakeAt(wake, () -> workshop.context().run(this::wake));
        }
    }

    private void wake() {
        if (!workshop.door().isClosed() && !workshop.now().isBefore(intake.givenUpAt())) {
            Returns.ended(returns.giveBack(intake.giveUp()));
        }
        look();
        arm();
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }
}
