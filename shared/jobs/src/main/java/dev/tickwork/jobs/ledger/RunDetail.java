package dev.tickwork.jobs.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one run.
 *
 * @param core what its own row says
 * @param attempts those that failed or lost their worker, oldest first
 * @param items the last items that ended
 * @param log its last lines
 * @param relatives the runs that it has to do with
 */
public record RunDetail(RunCore core, List<Attempt> attempts, List<Item> items, LogTail log, Relatives relatives) {
    public RunDetail {
        attempts = List.copyOf(attempts);
        items = List.copyOf(items);
    }

    /** An attempt that failed or lost its worker. */
    public record Attempt(
            int attempt,
            @Nullable String node,
            @Nullable Instant startedAt,
            Instant endedAt,
            String errorClass,
            String error) {}

    /** One item that ended; {@code why} is null when it ended well. */
    public record Item(String name, boolean ok, @Nullable String why) {}

    /**
     * The end of its log.
     *
     * @param lines oldest first
     * @param isWhole whether these are all that is kept
     */
    public record LogTail(List<LogLine> lines, boolean isWhole) {
        public LogTail {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One line of its log.
     *
     * @param claim which start of the run wrote it, from 1
     * @param line its number among that start's lines
     */
    public record LogLine(int claim, int line, Instant at, String level, String message) {}

    /**
     * The runs that it has to do with.
     *
     * @param childStates how many children are in each state; empty when it has none
     * @param children the newest of them
     * @param reruns runs that repeat this one, newest first
     * @param before the run before it in a chain; null for none
     * @param after the runs that follow it in a chain
     */
    public record Relatives(
            Map<String, Long> childStates,
            RunPage children,
            List<RunLink> reruns,
            @Nullable RunLink before,
            List<RunLink> after) {
        public Relatives {
            childStates = Map.copyOf(childStates);
            reruns = List.copyOf(reruns);
            after = List.copyOf(after);
        }
    }
}
