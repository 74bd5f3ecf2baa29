package dev.tickwork.candleingest.backfill;

import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.ledger.RunSummary;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells how chunks stand, by what became of the runs that were asked. */
final class ChunkJudge {
    private final BackfillRuns runs;

    ChunkJudge(BackfillRuns runs) {
        this.runs = runs;
    }

    /**
     * How each chunk stands, by the id of its series.
     *
     * @param backfill for which; null for the next one
     */
    Future<Map<Integer, Map<Chunk, Standing>>> judge(Tx tx, List<Chunk> chunks, @Nullable UUID backfill) {
        return Future.all(
                        chunks.stream().map(chunk -> judge(tx, chunk, backfill)).toList())
                .map(all -> all.<Judged>list().stream()
                        .collect(Collectors.groupingBy(
                                one -> one.chunk().seriesId(), Collectors.toMap(Judged::chunk, Judged::standing))));
    }

    private Future<Judged> judge(Tx tx, Chunk chunk, @Nullable UUID backfill) {
        UUID asked = chunk.runId();
        if (chunk.isDone()) {
            return Future.succeededFuture(new Judged(chunk, Standing.DONE));
        }
        if (asked == null || asked.equals(backfill)) {
            // What it gave up without a run of its own names the backfill itself.
            return Future.succeededFuture(new Judged(chunk, asked == null ? Standing.TO_DO : Standing.GIVEN_UP));
        }
        return runs.find(tx, asked).map(run -> judge(chunk, run, backfill));
    }

    /** What an earlier backfill could not load is tried once more by each new one. */
    private static Judged judge(Chunk chunk, Optional<RunSummary> asked, @Nullable UUID backfill) {
        if (asked.isEmpty()) {
            return new Judged(chunk, Standing.TO_DO);
        }
        RunSummary run = asked.get();
        if (!RunState.valueOf(run.state().toUpperCase(Locale.ROOT)).isFinal()) {
            return new Judged(chunk, Standing.UNDER_WAY);
        }
        return backfill != null && backfill.equals(run.parent())
                ? new Judged(chunk.failed(why(run)), Standing.GIVEN_UP)
                : new Judged(chunk, Standing.TO_DO);
    }

    private static String why(RunSummary run) {
        return run.error() == null ? "its run ended as " + run.state() : run.error();
    }

    private record Judged(Chunk chunk, Standing standing) {}
}
