package dev.tickwork.candleingest.backfill;

import dev.tickwork.jobs.JobOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a backfill is.
 *
 * @param since when it was asked for
 */
record BackfillReport(BackfillBoard board, Instant since) {
    /** How many chunks it has loaded. */
    long done() {
        return loaded().size();
    }

    /** How many chunks are still to come. */
    long left() {
        return board.left();
    }

    String inWords(Duration betweenCalls) {
        Duration needs = betweenCalls.multipliedBy(left());
        return left() + " requests left, which take " + Math.max(1, needs.toMinutes()) + " min or more";
    }

    JobOutcome outcome() {
        SortedMap<String, String> failed = failed();
        List<Chunk> loaded = loaded();
        if (loaded.isEmpty()) {
            return failed.isEmpty()
                    ? new JobOutcome.Skipped("everything is loaded")
                    : new JobOutcome.GiveUp("nothing could be loaded: " + failed);
        }
        long candles = loaded.stream().mapToLong(Chunk::candlesOrNone).sum();
        return new JobOutcome.Done(0, loaded.size(), failed)
                .with(new BackfillResult(board.plans().size(), loaded.size(), candles));
    }

    private List<Chunk> loaded() {
        return board.plans().stream()
                .flatMap(plan -> plan.in(Standing.DONE))
                .filter(chunk -> chunk.wasLoadedSince(since))
                .toList();
    }

    private SortedMap<String, String> failed() {
        SortedMap<String, String> failed = new TreeMap<>();
        for (SeriesPlan plan : board.plans()) {
            plan.in(Standing.GIVEN_UP)
                    .forEach(chunk -> failed.put(
                            plan.series().series() + " from " + chunk.span().from(),
                            String.valueOf(chunk.lastError())));
        }
        return failed;
    }
}
