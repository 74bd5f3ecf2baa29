package dev.tickwork.jobs.engine;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.time.Alarm;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.engine.ClaimStore.Claim;
import dev.tickwork.jobs.engine.ClaimStore.Claimed;
import dev.tickwork.jobs.engine.ClaimStore.Room;
import dev.tickwork.postgres.DatabaseDown;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes ready runs from the queue, as many as this node can use, and begins them as hands become free. Looks when it is
 * told that something is ready, when the moment of a delayed run has come, and slowly in case it was not told. Touched on
 * the engine's context only.
 */
final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final int MOST_UNRECORDED = 4000;
    /** What waits here for so long for a free hand is for others. */
    private static final Duration HANDED_BACK_AFTER = Duration.ofSeconds(1);

    private final Workshop workshop;
    private final Timetable timetable;
    private final Runner runner;
    private final HandsHere hands;
    private final Claimer claimer;
    private final ClaimSize size = new ClaimSize();
    private final TakenRuns taken = new TakenRuns();
    private Instant takenAt = Instant.MIN;
    private boolean isJudged = true;
    private boolean looking;
    private boolean lookAgain;
    private boolean mayBeMore;
    private boolean stopped;
    private boolean sayingRoom;
    private @Nullable Alarm alarm;
    private Future<Void> last = Future.succeededFuture();

    Worker(Workshop workshop, Timetable timetable, Runner runner) {
        this.workshop = workshop;
        this.timetable = timetable;
        this.runner = runner;
        this.hands = new HandsHere(workshop.settings().hands());
        this.claimer = new Claimer(workshop, timetable);
    }

    HandsHere hands() {
        return hands;
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
        List<Room> room = room();
        if (room.isEmpty()) {
            mayBeMore = true;
            return;
        }
        looking = true;
        lookAgain = false;
        Instant now = workshop.now();
        last = workshop.unheard()
                .await(now, claimer.claim(room, most(room), now).onSuccess(runs -> claimed(runs, room)))
                .onFailure(this::failed)
                .mapEmpty();
        last.onComplete(done -> looked());
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
        sayRoom(job);
        lookForMore();
    }

    // Where only so many may run at a time, another may begin, here or elsewhere.
    private void sayRoom(StartedJob job) {
        if (!claimer.isLimited(job) || sayingRoom) {
            return;
        }
        sayingRoom = true;
        workshop.door()
                .statement(tx -> tx.notify(NodeEngine.CHANNEL, News.ROOM))
                .onComplete(said -> sayingRoom = false);
    }

    /** Asks a run to stop that waits here for a free hand. @return false when there is no such run */
    boolean unwanted(UUID run, Fault reason) {
        return taken.unwanted(run, reason);
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
                && !mayBeMore
                && workshop.settings().role().works()
                && !workshop.door().isClosed()
                && taken.isEmpty(job.queue())
                && hands.free(job.queue()) > 0;
    }

    /** Begins a run that is ours already. */
    void begin(Execution run) {
        hands.take(run.startedJob().queue());
        runner.start(run);
    }

    /** A run begun here has ended, so there is a free hand. */
    void handIsFree(JobQueue queue) {
        hands.giveBack(queue);
        beginTaken();
        lookForMore();
    }

    private void lookForMore() {
        if (mayBeMore && isThirsty()) {
            look();
        }
    }

    /** The runs that wait here for a free hand. */
    Set<UUID> ids() {
        return taken.ids();
    }

    /** Takes nothing more, and gives back what was not begun; completes when that is done. */
    Future<Void> stop() {
        stopped = true;
        disarm();
        return last.transform(done -> handBack(taken.remove(run -> true))).recover(Worker::leftBehind);
    }

    // Without Postgres they cannot be given back; they are found to be lost.
    private static Future<Void> leftBehind(Throwable failure) {
        return failure instanceof DatabaseDown ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    /** Gives back what was taken of one job and not begun. */
    Future<Void> handBack(StartedJob job) {
        return handBack(taken.remove(run -> run.startedJob() == job));
    }

    private void limitHands(Map<JobQueue, Integer> decided) {
        hands.limit(decided);
        beginTaken();
    }

    private List<Room> room() {
        boolean thirsty = isThirsty();
        return timetable.all().stream()
                .map(job -> new Room(job.name(), hands.free(job.queue()) + (thirsty ? size.ahead() : 0)))
                .filter(room -> room.most() > 0)
                .toList();
    }

    private int most(List<Room> room) {
        int free = Arrays.stream(JobQueue.values()).mapToInt(hands::free).sum();
        return Math.min(free + size.ahead(), room.stream().mapToInt(Room::most).sum());
    }

    // What was taken is half begun: time to take more, so that no hand waits for the database.
    private boolean isThirsty() {
        return taken.size() * 2 <= size.ahead() && runner.unrecorded() <= MOST_UNRECORDED;
    }

    private void claimed(List<Claimed> runs, List<Room> room) {
        Map<String, Long> byJob = runs.stream().collect(Collectors.groupingBy(Claimed::job, Collectors.counting()));
        mayBeMore = !runs.isEmpty()
                && (runs.size() >= most(room)
                        || room.stream().anyMatch(one -> byJob.getOrDefault(one.job(), 0L) >= one.most()));
        takenAt = workshop.now();
        isJudged = runs.isEmpty();
        freeKeys(runs);
        List<Claim> strangers = new ArrayList<>();
        runs.stream().sorted(Worker::moreUrgent).forEach(run -> take(run, strangers));
        ended(giveBack(strangers)
                .onFailure(failure -> workshop.unheard().note(runs.get(0).startedAt(), failure)));
        beginTaken();
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

    // The statement returns what it changed in no order.
    private static int moreUrgent(Claimed one, Claimed other) {
        return one.priority() == other.priority()
                ? one.firedAt().compareTo(other.firedAt())
                : Integer.compare(other.priority(), one.priority());
    }

    // A job may have been stopped here since we asked.
    private void take(Claimed run, List<Claim> strangers) {
        StartedJob job = timetable.find(run.job());
        if (job == null) {
            strangers.add(run.claim());
            return;
        }
        var identity = new RunIdentity(
                run.claim().id(),
                job.definition(),
                run.firedAt(),
                run.attempt(),
                run.claim().number(),
                run.startedAt(),
                run.ties());
        var execution = new Execution(job, identity, workshop);
        if (run.unwanted() != null) {
            execution.unwantedBecause(new Fault.Cancelled(run.unwanted()));
        }
        taken.add(execution);
    }

    private void beginTaken() {
        for (JobQueue queue : JobQueue.values()) {
            while (!taken.isEmpty(queue) && hands.free(queue) > 0) {
                begin(Objects.requireNonNull(taken.next(queue)));
            }
        }
        if (isJudged || !taken.isEmpty()) {
            return;
        }
        isJudged = true;
        if (mayBeMore) {
            size.begun(Duration.between(takenAt, workshop.now()));
        } else {
            size.none();
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
        mayBeMore = false;
    }

    private void looked() {
        looking = false;
        arm();
        if (lookAgain || (mayBeMore && isThirsty())) {
            look();
        }
    }

    private void arm() {
        disarm();
        if (!stopped && !workshop.door().isClosed()) {
            Instant handBack = handBackAt();
            Instant wake = handBack.isBefore(claimer.nextWake()) ? handBack : claimer.nextWake();
            alarm = workshop.time().wakeAt(wake, () -> workshop.context().run(this::wake));
        }
    }

    private void wake() {
        if (!workshop.door().isClosed() && !workshop.now().isBefore(handBackAt())) {
            size.none();
            isJudged = true;
            ended(handBack(taken.remove(run -> true)));
        }
        look();
        arm();
    }

    private Instant handBackAt() {
        return taken.isEmpty() ? Instant.MAX : takenAt.plus(HANDED_BACK_AFTER);
    }

    /** Gives back runs of this node, begun or not, that others may take at once. */
    Future<Void> handBack(List<Execution> runs) {
        if (runs.isEmpty()) {
            return Future.succeededFuture();
        }
        mayBeMore = true;
        return giveBack(runs.stream()
                        .map(run -> new Claim(run.runId(), run.identity().claim()))
                        .toList())
                .onFailure(failure -> runs.forEach(
                        run -> workshop.unheard().note(run.identity().startedAt(), failure)));
    }

    private Future<Void> giveBack(List<Claim> claims) {
        return claims.isEmpty()
                ? Future.succeededFuture()
                : workshop.door()
                        .statement(tx -> workshop.claims().handBack(tx, claims))
                        .mapEmpty();
    }

    private static void ended(Future<Void> handedBack) {
        handedBack.onFailure(failure ->
                log.atWarn().addKeyValue("error", failure.getMessage()).log("runs could not be handed back"));
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }
}
