package dev.tickwork.jobs.engine;

import dev.tickwork.domain.time.Alarm;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Wakes when a run takes too long. One alarm for the earliest limit of all: most runs end in time and need none of their
 * own. Touched on the engine's context only.
 */
final class Deadlines {
    private final Workshop workshop;
    private final Collection<Execution> running;
    private final Consumer<Execution> tooLate;
    private Instant next = Instant.MAX;
    private @Nullable Alarm alarm;

    /**
     * @param running those that are watched, as they are at any moment
     * @param tooLate hears of each that goes on at its hard limit
     */
    Deadlines(Workshop workshop, Collection<Execution> running, Consumer<Execution> tooLate) {
        this.workshop = workshop;
        this.running = running;
        this.tooLate = tooLate;
    }

    /** A run has begun. */
    void watch(Execution run) {
        Instant deadline = run.deadline();
        if (deadline.isBefore(next)) {
            arm(deadline);
        }
    }

    private void look() {
        Instant now = workshop.now();
        List<Execution> late = running.stream()
                .filter(run -> !run.isOver() && !now.isBefore(run.deadline()))
                .toList();
        late.forEach(tooLate);
        arm(running.stream()
                .filter(run -> !run.isOver())
                .map(Execution::deadline)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX));
    }

    private void arm(Instant when) {
        if (alarm != null) {
            alarm.cancel();
        }
        next = when;
        alarm = when.equals(Instant.MAX)
                ? null
                : workshop.time().wakeAt(when, () -> workshop.context().run(this::look));
    }
}
