package dev.tickwork.jobs;

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

/** The jobs that run on this node, and when each is due here. Touched on the engine's context only. */
final class Timetable {
    /** Who fired last goes first; the others follow, so that they meet a claimed fire and not a race. */
    static final Duration GRACE = Duration.ofMillis(500);

    private final Map<String, StartedJob> jobs = new TreeMap<>();
    private final String node;
    private final LedgerDoor door;
    private final Duration lostAfter;

    Timetable(Workshop workshop) {
        this.node = workshop.node();
        this.door = workshop.door();
        this.lostAfter = workshop.settings().lostAfter();
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

    List<StartedJob> due(Instant now) {
        return jobs.values().stream().filter(job -> !dueAt(job).isAfter(now)).toList();
    }

    /** When the next of them is due here; empty when none will be until something changes. */
    Optional<Instant> nextDue() {
        return jobs.values().stream()
                .map(this::dueAt)
                .min(Comparator.naturalOrder())
                .filter(Instant.MAX::isAfter);
    }

    private Instant dueAt(StartedJob job) {
        if (door.isClosed()) {
            return goesOnInMemory(job) ? job.nextFireAt() : Instant.MAX;
        }
        if (!job.isKnown()) {
            return Instant.MAX;
        }
        return job.isUnclaimed() || job.isClaimedBy(node) ? job.nextFireAt() : dueWhenLeft(job);
    }

    boolean goesOnInMemory(StartedJob job) {
        return job.continuesWithoutDatabase() && job.isClaimedBy(node);
    }

    // After an outage the ledger does not know yet what the other node did meanwhile; it gets the time to say so.
    private Instant dueWhenLeft(StartedJob job) {
        Instant late = job.nextFireAt().plus(GRACE);
        Instant reopened = door.reopenedAt();
        if (reopened == null || !job.continuesWithoutDatabase()) {
            return late;
        }
        Instant patient = reopened.plus(lostAfter);
        return late.isAfter(patient) ? late : patient;
    }
}
