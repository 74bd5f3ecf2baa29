package dev.tickwork.jobs.engine;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The jobs that run on this node, and when each of their schedules is due here. Touched on the engine's context only. */
final class Timetable {
    /** Who fired last goes first; the others follow, so that they meet a claimed fire and not a race. */
    static final Duration GRACE = Duration.ofMillis(500);

    private final Map<String, StartedJob> jobs = new TreeMap<>();
    private final String node;
    private final LedgerDoor door;
    private final Workshop workshop;

    Timetable(Workshop workshop) {
        this.node = workshop.node();
        this.door = workshop.door();
        this.workshop = workshop;
    }

    void add(StartedJob job) {
        if (jobs.putIfAbsent(job.name(), job) != null) {
            throw new IllegalStateException("job " + job.name() + " runs here already");
        }
    }

    /** Takes a job off; null when it does not run here. */
    @CanIgnoreReturnValue
    @Nullable
    StartedJob remove(String name) {
        return jobs.remove(name);
    }

    @Nullable
    StartedJob find(String name) {
        return jobs.get(name);
    }

    Collection<StartedJob> all() {
        return List.copyOf(jobs.values());
    }

    Collection<String> names() {
        return List.copyOf(jobs.keySet());
    }

    List<ScheduleHere> schedules() {
        return jobs.values().stream().flatMap(job -> job.schedules().stream()).toList();
    }

    List<ScheduleHere> due(Instant now) {
        return schedules().stream()
                .filter(schedule -> !dueAt(schedule).isAfter(now))
                .toList();
    }

    /** When the next of them is due here; empty when none will be until something changes. */
    Optional<Instant> nextDue() {
        return schedules().stream()
                .map(this::dueAt)
                .min(Comparator.naturalOrder())
                .filter(Instant.MAX::isAfter);
    }

    private Instant dueAt(ScheduleHere schedule) {
        Instant due = dueUnlessPaused(schedule);
        Instant until = schedule.pausedUntil();
        return until == null || due.isAfter(until) ? due : until;
    }

    private Instant dueUnlessPaused(ScheduleHere schedule) {
        if (door.isClosed()) {
            return goesOnInMemory(schedule) ? schedule.nextFireAt() : Instant.MAX;
        }
        if (!schedule.isKnown()) {
            return Instant.MAX;
        }
        return schedule.isUnclaimed() || schedule.isClaimedBy(node) ? schedule.nextFireAt() : dueWhenLeft(schedule);
    }

    // Without a ledger nobody else would hear of the run.
    boolean goesOnInMemory(ScheduleHere schedule) {
        return workshop.settings().role().works() && schedule.continuesWithoutDatabase() && schedule.isClaimedBy(node);
    }

    // After an outage the ledger does not know yet what the other node did meanwhile; it gets the time to say so.
    private Instant dueWhenLeft(ScheduleHere schedule) {
        Instant late = schedule.nextFireAt().plus(GRACE);
        Instant reopened = door.reopenedAt();
        if (reopened == null || !schedule.continuesWithoutDatabase()) {
            return late;
        }
        Instant patient = reopened.plus(workshop.lostAfter());
        return late.isAfter(patient) ? late : patient;
    }
}
