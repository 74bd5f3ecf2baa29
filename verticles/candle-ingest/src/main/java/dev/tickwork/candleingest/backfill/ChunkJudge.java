package dev.tickwork.candleingest.backfill;

import dev.tickwork.candleingest.backfill.AskedStore.AskedRun;
import dev.tickwork.jobs.RunState;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells how chunks stand for one backfill, by what became of the runs that were asked. */
final class ChunkJudge {
    private final AskedStore store;

    ChunkJudge(AskedStore store) {
        this.store = store;
    }

    /**
     * How each chunk stands, by the id of its series.
     *
     * @param backfill for which; null for the next one
     * @param since when that was asked for: what anybody could not load since then it does not try once more
     */
    Future<Map<Integer, Map<Chunk, Standing>>> judge(
            Tx tx, List<Chunk> chunks, @Nullable UUID backfill, Instant since) {
        Set<UUID> asked = chunks.stream()
                .filter(chunk -> !chunk.isDone())
                .map(Chunk::runId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return store.runs(tx, asked).map(runs -> {
            var look = new Look(
                    runs.stream().collect(Collectors.toMap(AskedRun::id, Function.identity())), backfill, since);
            return chunks.stream()
                    .map(look::judge)
                    .collect(Collectors.groupingBy(
                            one -> one.chunk().seriesId(), Collectors.toMap(Judged::chunk, Judged::standing)));
        });
    }

    private record Judged(Chunk chunk, Standing standing) {}

    /** One backfill's view of the chunks. */
    private record Look(Map<UUID, AskedRun> runs, @Nullable UUID backfill, Instant since) {
        Judged judge(Chunk chunk) {
            if (chunk.isDone()) {
                return new Judged(chunk, chunk.wasOfNoneBefore(since) ? Standing.TO_DO : Standing.DONE);
            }
            AskedRun run = chunk.runId() == null ? null : runs.get(chunk.runId());
            if (run == null) {
                return new Judged(chunk, Standing.TO_DO);
            }
            if (chunk.lastError() != null) {
                return new Judged(chunk, isMine(run) || isNew(chunk.givenUpAt()) ? Standing.GIVEN_UP : Standing.TO_DO);
            }
            return run.state().isFinal() ? over(chunk, run) : goingOn(chunk, run);
        }

        /** What an earlier backfill could not load is tried once more by each new one. */
        private Judged over(Chunk chunk, AskedRun run) {
            boolean isMine = isMine(run);
            boolean isVain = run.job().equals(FetchCandles.JOB)
                    && (isMine || (run.state() == RunState.FAILURE && isNew(run.finishedAt())));
            return isVain ? new Judged(chunk.failed(why(run)), Standing.GIVEN_UP) : new Judged(chunk, Standing.TO_DO);
        }

        private Judged goingOn(Chunk chunk, AskedRun run) {
            if (run.id().equals(backfill)) {
                // It was about to ask for it, and was interrupted.
                return new Judged(chunk, Standing.TO_DO);
            }
            return new Judged(chunk, isMine(run) ? Standing.UNDER_WAY : Standing.ELSEWHERE);
        }

        private boolean isMine(AskedRun run) {
            return backfill != null && (backfill.equals(run.id()) || backfill.equals(run.parent()));
        }

        private boolean isNew(@Nullable Instant failedAt) {
            return backfill != null && failedAt != null && failedAt.isAfter(since);
        }

        private static String why(AskedRun run) {
            return run.error() == null
                    ? "its run ended as " + run.state().name().toLowerCase(Locale.ROOT)
                    : run.error();
        }
    }
}
