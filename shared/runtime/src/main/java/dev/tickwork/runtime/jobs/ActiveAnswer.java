package dev.tickwork.runtime.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tickwork.jobs.ledger.ActiveTask;
import dev.tickwork.jobs.ledger.ActiveTask.Kind;
import dev.tickwork.jobs.ledger.Unfinished;
import dev.tickwork.jobs.ledger.WaitingCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is being done and what waits, as {@code background.active} answers. */
record ActiveAnswer(
        Map<String, List<Task>> active,
        Map<String, List<Task>> scheduled,
        Map<String, List<Task>> reserved,
        Stats stats,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String error) {

    /** How many there are of each, listed or not. */
    record Stats(long totalActive, long totalScheduled, long totalReserved) {
        static Stats of(Unfinished unfinished) {
            WaitingCounts sum = unfinished.total();
            return new Stats(sum.running(), sum.later() + sum.retrying() + sum.held(), sum.ready());
        }
    }

    /** A run that is not over. */
    record Task(
            UUID taskId,
            String name,
            String status,
            String queue,
            int attempt,
            @Nullable Instant startedAt,
            @Nullable Instant eta) {
        static Task of(ActiveTask task) {
            return new Task(
                    task.taskId(),
                    task.name(),
                    task.status(),
                    task.queue(),
                    task.attempt(),
                    task.startedAt(),
                    task.eta());
        }
    }

    static ActiveAnswer of(List<ActiveTask> tasks, Unfinished unfinished, boolean hasWorkers) {
        return new ActiveAnswer(
                of(tasks, Kind.ACTIVE),
                of(tasks, Kind.SCHEDULED),
                of(tasks, Kind.RESERVED),
                Stats.of(unfinished),
                hasWorkers ? null : "no workers");
    }

    private static Map<String, List<Task>> of(List<ActiveTask> tasks, Kind kind) {
        Map<String, List<Task>> byPlace = new TreeMap<>();
        tasks.stream().filter(task -> task.kind() == kind).forEach(task -> byPlace.computeIfAbsent(
                        task.place(), place -> new ArrayList<>())
                .add(Task.of(task)));
        return byPlace;
    }
}
