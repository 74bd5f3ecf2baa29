package dev.tickwork.jobs.engine;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.JobQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs that this node has taken and not begun, a line for each queue. Touched on the engine's context only. */
final class TakenRuns {
    private final List<Deque<Execution>> lines = Stream.of(JobQueue.values())
            .<Deque<Execution>>map(queue -> new ArrayDeque<>())
            .toList();
    private int size;

    void add(Execution run) {
        line(run.startedJob().queue()).addLast(run);
        size++;
    }

    /** The next of a queue; null when none waits. */
    @Nullable
    Execution next(JobQueue queue) {
        Execution next = line(queue).pollFirst();
        size -= next == null ? 0 : 1;
        return next;
    }

    boolean isEmpty(JobQueue queue) {
        return line(queue).isEmpty();
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    Set<UUID> ids() {
        Set<UUID> ids = new HashSet<>();
        lines.forEach(line -> line.forEach(run -> ids.add(run.runId())));
        return ids;
    }

    /** Asks one to stop before it has begun. @return false when it is not here */
    boolean unwanted(UUID run, Fault reason) {
        Optional<Execution> mine = lines.stream()
                .flatMap(Deque::stream)
                .filter(one -> one.runId().equals(run))
                .findFirst();
        mine.ifPresent(one -> one.unwantedBecause(reason));
        return mine.isPresent();
    }

    /** Takes those out that are meant. */
    List<Execution> remove(Predicate<Execution> which) {
        List<Execution> removed = new ArrayList<>();
        lines.forEach(line -> line.removeIf(run -> which.test(run) && removed.add(run)));
        size -= removed.size();
        return removed;
    }

    private Deque<Execution> line(JobQueue queue) {
        return Objects.requireNonNull(lines.get(queue.ordinal()));
    }
}
