package dev.tickwork.jobs.engine;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.engine.ClaimStore.Claimed;
import dev.tickwork.jobs.engine.ClaimStore.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Has runs that were taken begin as hands become free, and says how many more this node can use: what it can begin at once,
 * and some ahead while they are over in no time. Touched on the engine's context only.
 */
final class Intake {
    private static final int MOST_UNRECORDED = 4000;
    /** What waits here for so long for a free hand is for others. */
    private static final Duration HANDED_BACK_AFTER = Duration.ofSeconds(1);

    private final Workshop workshop;
    private final Timetable timetable;
    private final Runner runner;
    private final HandsHere hands;
    private final ClaimSize size;
    private final TakenRuns taken = new TakenRuns();
    private Instant takenAt = Instant.MIN;
    private boolean isJudged = true;
    private boolean mayBeMore;

    Intake(Workshop workshop, Timetable timetable, Runner runner) {
        this.workshop = workshop;
        this.timetable = timetable;
        this.runner = runner;
        this.size = new ClaimSize(workshop.time());
        this.hands = new HandsHere(workshop.settings().hands());
    }

    HandsHere hands() {
        return hands;
    }

    /** How many runs of each job would begin soon; without those of which none would. */
    List<Room> room() {
        boolean thirsty = isThirsty();
        return timetable.all().stream()
                .map(job -> new Room(job.name(), hands.free(job.queue()) + (thirsty ? size.ahead() : 0)))
                .filter(room -> room.most() > 0)
                .toList();
    }

    /** How many runs of all jobs together. */
    int most(List<Room> room) {
        int free = Arrays.stream(JobQueue.values()).mapToInt(hands::free).sum();
        return Math.min(free + size.ahead(), room.stream().mapToInt(Room::most).sum());
    }

    /** Whether it is time to take more, so that no hand waits for the database: what was taken is half begun. */
    boolean isThirsty() {
        return taken.size() * 2 <= size.ahead() && runner.unrecorded() <= MOST_UNRECORDED;
    }

    /** Whether there may be ready runs that were not taken for want of room. */
    boolean mayBeMore() {
        return mayBeMore;
    }

    void mayBeMore(boolean more) {
        mayBeMore = more;
    }

    /**
     * Puts runs into the line of those that begin next.
     *
     * @param room for which they were taken
     * @return those of jobs that were stopped here since
     */
    List<Claimed> take(List<Claimed> runs, List<Room> room) {
        mayBeMore = isFull(runs, room);
        takenAt = workshop.now();
        isJudged = runs.isEmpty();
        List<Claimed> strangers = new ArrayList<>();
        List<Claimed> urgentFirst = new ArrayList<>(runs);
        urgentFirst.sort(Intake::moreUrgent);
        urgentFirst.forEach(run -> take(run, strangers));
        return strangers;
    }

    private boolean isFull(List<Claimed> runs, List<Room> room) {
        return !runs.isEmpty() && (runs.size() >= most(room) || isFullOfOne(runs, room));
    }

    private static boolean isFullOfOne(List<Claimed> runs, List<Room> room) {
        Map<String, Long> byJob = runs.stream().collect(Collectors.groupingBy(Claimed::job, Collectors.counting()));
        return room.stream().anyMatch(one -> byJob.getOrDefault(one.job(), 0L) >= one.most());
    }

    // The statement returns what it changed in no order.
    private static int moreUrgent(Claimed one, Claimed other) {
        return one.priority() == other.priority()
                ? one.firedAt().compareTo(other.firedAt())
                : Integer.compare(other.priority(), one.priority());
    }

    private void take(Claimed run, List<Claimed> strangers) {
        StartedJob job = timetable.find(run.job());
        if (job == null) {
            strangers.add(run);
            return;
        }
        var execution = new Execution(job, run.identity(job.definition()), workshop);
        if (run.unwanted() != null) {
            execution.unwantedBecause(new Fault.Cancelled(run.unwanted()));
        }
        taken.add(execution);
    }

    /** Begins as many as there are hands. */
    void beginTaken() {
        for (JobQueue queue : JobQueue.values()) {
            while (!taken.isEmpty(queue) && hands.free(queue) > 0) {
                begin(Objects.requireNonNull(taken.next(queue)));
            }
        }
        judge();
    }

    private void judge() {
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

    /** Begins a run that is ours already. */
    void begin(Execution run) {
        hands.take(run.startedJob().queue());
        runner.start(run);
    }

    /** Whether a run of this queue that is ready now would begin here before any other. */
    boolean hasHandFor(JobQueue queue) {
        return !mayBeMore && taken.isEmpty(queue) && hands.free(queue) > 0;
    }

    /** When what still waits here is for others. */
    Instant givenUpAt() {
        return taken.isEmpty() ? Instant.MAX : takenAt.plus(workshop.time().shownIn(HANDED_BACK_AFTER));
    }

    /** Takes all out that waits, because it waited too long: less is taken ahead from now on. */
    List<Execution> giveUp() {
        size.none();
        isJudged = true;
        return remove(run -> true);
    }

    /** Takes those out that are meant; others may have them, and so may we later. */
    List<Execution> remove(Predicate<Execution> which) {
        List<Execution> removed = taken.remove(which);
        mayBeMore |= !removed.isEmpty();
        return removed;
    }

    /** The runs that wait here for a free hand. */
    Set<UUID> ids() {
        return taken.ids();
    }

    /** All runs for which this node answers: those that wait here, go on, or have ended and are not in the ledger yet. */
    Set<UUID> inHand() {
        Set<UUID> ids = runner.ids();
        ids.addAll(taken.ids());
        return ids;
    }

    /** Asks one to stop before it has begun. @return false when it is not here */
    boolean unwanted(UUID run, Fault reason) {
        return taken.unwanted(run, reason);
    }
}
