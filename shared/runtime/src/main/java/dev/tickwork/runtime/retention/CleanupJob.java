package dev.tickwork.runtime.retention;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.jobs.Trigger;
import dev.tickwork.postgres.Database;
import dev.tickwork.runtime.retention.ChildStore.Child;
import dev.tickwork.runtime.retention.PolicyStore.Room;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Asks every room to archive and delete what is old, or to count it, each in a run of its own, and tells what became of
 * it. While it waits for them it needs no hand: it looks again and again.
 */
final class CleanupJob implements Job {
    static final String NAME = "cleanup";

    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofMinutes(1), Duration.ofMinutes(2));
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    /** How long rooms may take to come up beside this process. */
    private static final Duration START = Duration.ofMinutes(1);

    private static final Duration START_WAIT = Duration.ofSeconds(10);
    private static final Origin ORIGIN = new Origin(Trigger.PARENT, null);

    private final JobDefinition definition;
    private final Database database;
    private final Time time;
    private final Instant openedAt;
    private final PolicyStore policies = new PolicyStore();
    private final ChildStore children = new ChildStore();

    CleanupJob(Database database, Time time, Schedule every) {
        this.definition = JobDefinition.of(NAME, JobQueue.LOW_PRIORITY, LIMITS)
                .taking(CleanupArgs.class)
                .scheduled(every);
        this.database = database;
        this.time = time;
        this.openedAt = time.now();
    }

    @Override
    public JobDefinition definition() {
        return definition;
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        CleanupArgs asked = run.arguments(CleanupArgs.class);
        return rooms(asked).compose(rooms -> database.read(tx -> children.of(tx, run.runId()))
                .compose(
                        born -> born.isEmpty() ? begin(run, asked, rooms) : look(run, new Report(asked, rooms, born))));
    }

    private Future<List<Room>> rooms(CleanupArgs asked) {
        Instant silentSince = time.now().minus(time.shownIn(EngineSettings.DEFAULT.lostAfter()));
        return database.read(tx -> policies.rooms(tx, silentSince)).map(rooms -> rooms.stream()
                .filter(room -> asked.wanted().contains(room.type()))
                .toList());
    }

    private Future<JobOutcome> begin(RunContext run, CleanupArgs asked, List<Room> rooms) {
        if (!rooms.stream().allMatch(Room::isServed) && time.now().isBefore(openedAt.plus(START))) {
            return Future.succeededFuture(new JobOutcome.Snooze(START_WAIT, "waits for its rooms to start"));
        }
        var wish = new RetentionArgs(run.firedAt(), asked.olderThanDays(), asked.isDry());
        List<RunRequest> requests = rooms.stream()
                .filter(Room::isServed)
                .map(room -> RunRequest.of(room.job(), ORIGIN).with(wish))
                .toList();
        return requests.isEmpty()
                ? Future.succeededFuture(new Report(asked, rooms, List.of()).outcome())
                : run.spawn(requests).map(spawned -> waiting(SHORTEST_WAIT));
    }

    private Future<JobOutcome> look(RunContext run, Report report) {
        List<Child> born = report.children();
        long over = born.stream().filter(Child::isOver).count();
        run.progress(over, (long) born.size(), "tables done");
        return Future.succeededFuture(over == born.size() ? report.outcome() : waiting(patience(born)));
    }

    /** The longer it has taken, the longer it may still take. */
    private Duration patience(Collection<Child> born) {
        Instant since =
                born.stream().map(Child::enqueuedAt).min(Instant::compareTo).orElseThrow();
        Duration wait = Duration.between(since, time.now()).dividedBy(4);
        return wait.compareTo(LONGEST_WAIT) > 0
                ? LONGEST_WAIT
                : wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
    }

    private static JobOutcome waiting(Duration wait) {
        return new JobOutcome.Snooze(wait, "waits for its tables");
    }
}
