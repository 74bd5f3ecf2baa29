package dev.tickwork.jobs;

import dev.tickwork.messages.live.JobChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is.
 *
 * @param runId the run
 * @param job its job's stable name
 * @param attempt which attempt says so
 * @param done units of work that are done
 * @param total units in all; null when nobody knows
 * @param message what is being done; null when it was not said
 * @param items the last items that ended
 * @param lines log lines since the last time
 * @param since when the attempt started
 * @param at when this was so
 */
public record RunProgress(
        UUID runId,
        String job,
        int attempt,
        long done,
        @Nullable Long total,
        @Nullable String message,
        List<Item> items,
        List<LogLine> lines,
        Instant since,
        Instant at) {
    public RunProgress {
        items = List.copyOf(items);
        lines = List.copyOf(lines);
    }

    /**
     * One item that ended.
     *
     * @param name such as a symbol
     * @param failure why it failed; null when it did not
     */
    public record Item(String name, @Nullable String failure) {}

    /** When it will be done at the pace so far; empty when nobody knows. */
    public Optional<Instant> eta() {
        if (total == null || done <= 0 || done >= total) {
            return Optional.empty();
        }
        long left = total - done;
        double millis = (double) Duration.between(since, at).toMillis() / done * left;
        return Optional.of(at.plusMillis(Math.round(millis)));
    }

    /** As every open console hears it. */
    public JobChanged message(String node) {
        var far = new JobChanged.Progress(done, total, message, eta().orElse(null));
        return new JobChanged(runId, job, RunState.STARTED.label(), attempt, node, at, null, far, null);
    }
}
