package dev.tickwork.jobs.ledger;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The runs that are not over, counted at one moment.
 *
 * @param counts one for each job and queue that has any
 */
public record Unfinished(List<Count> counts) {
    public Unfinished {
        counts = List.copyOf(counts);
    }

    /**
     * Those of one job in one queue.
     *
     * @param pending in that state
     * @param retry in that state
     */
    public record Count(String job, String queue, long pending, long retry, WaitingCounts waiting) {}

    /** By the job's name; only those that have any. */
    public Map<String, WaitingCounts> byJob() {
        return by(Count::job);
    }

    /** By the queue's name; only those that have any. */
    public Map<String, WaitingCounts> byQueue() {
        return by(Count::queue);
    }

    /** All of them together. */
    public WaitingCounts total() {
        return counts.stream().map(Count::waiting).reduce(WaitingCounts.NONE, WaitingCounts::plus);
    }

    /** How many are pending. */
    public long pending() {
        return counts.stream().mapToLong(Count::pending).sum();
    }

    /** How many are started. */
    public long started() {
        return counts.stream().mapToLong(count -> count.waiting().running()).sum();
    }

    /** How many are to be tried again. */
    public long retry() {
        return counts.stream().mapToLong(Count::retry).sum();
    }

    private Map<String, WaitingCounts> by(Function<Count, String> name) {
        Map<String, WaitingCounts> sums = new TreeMap<>();
        counts.forEach(count -> sums.merge(name.apply(count), count.waiting(), WaitingCounts::plus));
        return sums;
    }
}
