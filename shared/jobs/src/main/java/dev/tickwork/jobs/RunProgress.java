package dev.tickwork.jobs;

import java.time.Instant;
import java.util.List;
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
}
