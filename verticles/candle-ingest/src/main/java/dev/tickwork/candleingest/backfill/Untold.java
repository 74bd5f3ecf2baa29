package dev.tickwork.candleingest.backfill;

import dev.tickwork.jobs.RunContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Whose first candle could not be told for now, so that the others have their turn meanwhile. Each node knows of what it
 * asked itself: what it forgets at a start, or another has asked, is asked for once more.
 */
final class Untold {
    /** So long that it takes next to nothing from what is loaded meanwhile. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    /** By the id of their series, the last one of each. */
    private final Map<Integer, Try> tries = new ConcurrentHashMap<>();

    private record Try(UUID run, int attempt, Instant at, String why) {
        boolean isOf(RunContext other) {
            return run.equals(other.runId()) && attempt == other.attempt();
        }

        /** A clock that was moved back makes nobody wait for longer. */
        boolean isLongAgo(Instant now) {
            return Duration.between(at, now).abs().compareTo(PAUSE) >= 0;
        }
    }

    void note(SeriesPlan plan, RunContext run, Instant at, String why) {
        tries.put(plan.series().id(), new Try(run.runId(), run.attempt(), at, why));
    }

    /**
     * Whom to ask for next: whoever was not asked for in this attempt, and each attempt begins with another one; then again
     * whoever waits longest.
     *
     * @return empty when all were asked for lately
     */
    Optional<SeriesPlan> next(List<SeriesPlan> unknown, RunContext run, Instant now) {
        List<SeriesPlan> left =
                unknown.stream().filter(plan -> !isTried(plan, run)).toList();
        return left.isEmpty() ? again(unknown, now) : Optional.of(left.get((run.attempt() - 1) % left.size()));
    }

    private boolean isTried(SeriesPlan plan, RunContext run) {
        Try last = tries.get(plan.series().id());
        return last != null && last.isOf(run);
    }

    private Optional<SeriesPlan> again(List<SeriesPlan> tried, Instant now) {
        return tried.stream().filter(plan -> of(plan).isLongAgo(now)).min(Comparator.comparing(plan -> of(plan).at()));
    }

    private Try of(SeriesPlan plan) {
        return Objects.requireNonNull(tries.get(plan.series().id()));
    }

    /** Why, by the name of the series. */
    SortedMap<String, String> why(Stream<SeriesPlan> unknown) {
        SortedMap<String, String> why = new TreeMap<>();
        unknown.forEach(plan -> why.put(plan.series().series().toString(), of(plan).why()));
        return why;
    }
}
