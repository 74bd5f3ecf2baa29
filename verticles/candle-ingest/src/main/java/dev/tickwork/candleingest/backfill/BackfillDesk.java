package dev.tickwork.candleingest.backfill;

import dev.tickwork.candleingest.backfill.BackfillBoard.Wanted;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sees how a backfill stands: what is wanted, and what the ledger says of it. */
final class BackfillDesk {
    private final String exchange;
    private final Database database;
    private final ChunkStore store;
    private final ChunkJudge judge;
    private final Windows windows;
    private final Cuts cuts;

    BackfillDesk(String exchange, Database database, ChunkStore store, Windows windows, Cuts cuts) {
        this.exchange = exchange;
        this.database = database;
        this.store = store;
        this.judge = new ChunkJudge(new AskedStore());
        this.windows = windows;
        this.cuts = cuts;
    }

    /** As {@link #look(Tx, UUID, BackfillArgs, Instant)}, of what is committed. */
    Future<BackfillBoard> look(@Nullable UUID backfill, BackfillArgs asked, Instant now) {
        return database.read(tx -> look(tx, backfill, asked, now));
    }

    /**
     * What is wanted, and how it stands.
     *
     * @param backfill the run that asks; null for nobody
     * @param asked what it shall load
     * @param now until when; when the run was asked for
     */
    Future<BackfillBoard> look(Tx tx, @Nullable UUID backfill, BackfillArgs asked, Instant now) {
        return wanted(tx, asked).compose(wanted -> store.chunks(
                        tx, wanted.stream().map(Loadable::id).toList())
                .compose(chunks -> judge.judge(tx, chunks, backfill, now))
                .map(judged -> board(wanted, judged, asked, now)));
    }

    /** The series that are wanted by name. */
    Future<List<Loadable>> named(Tx tx, BackfillArgs asked) {
        return store.series(tx, exchange)
                .map(all -> all.stream().filter(asked::wants).toList());
    }

    /** Those, and what some of them are built of. */
    private Future<List<Loadable>> wanted(Tx tx, BackfillArgs asked) {
        return store.series(tx, exchange).map(all -> {
            List<Loadable> named = all.stream().filter(asked::wants).toList();
            return all.stream()
                    .filter(one -> named.contains(one) || named.stream().anyMatch(one::isSourceOf))
                    .toList();
        });
    }

    /** Whether a backfill reaches as far back as another one for a series that is wanted of both. */
    boolean reaches(Loadable series, Wish one, Wish other) {
        return !windows.of(series, one.asked(), one.at())
                .from()
                .isAfter(windows.of(series, other.asked(), other.at()).from());
    }

    /** What is wanted, and when that was. */
    record Wish(BackfillArgs asked, Instant at) {}

    /** The same chunks; those of which every candle is stored already are done. */
    Future<List<Chunk>> marked(Tx tx, List<Wanted> fresh, Instant now) {
        List<Chunk> chunks = fresh.stream().map(Wanted::chunk).toList();
        return store.stored(tx, chunks).map(stored -> IntStream.range(0, chunks.size())
                .mapToObj(i -> stored.get(i) == fresh.get(i).candles()
                        ? chunks.get(i).found(stored.get(i), now)
                        : chunks.get(i))
                .toList());
    }

    /** Whether any candle of a series is stored that opened at {@code at} or before. */
    Future<Boolean> isAnyStored(Loadable series, Instant at) {
        Instant until = series.timeframe().closeOf(series.timeframe().openOf(at));
        return database.read(tx -> store.isAnyStored(tx, series, until));
    }

    /** Which chunks are not in the ledger although every candle is stored already. */
    Future<Set<Chunk>> there(BackfillBoard board) {
        List<Wanted> fresh = board.fresh();
        return database.read(tx -> marked(tx, fresh, Instant.EPOCH)).map(marked -> IntStream.range(0, fresh.size())
                .filter(i -> marked.get(i).isDone())
                .mapToObj(i -> fresh.get(i).chunk())
                .collect(Collectors.toSet()));
    }

    private BackfillBoard board(
            List<Loadable> wanted, Map<Integer, Map<Chunk, Standing>> chunks, BackfillArgs asked, Instant now) {
        List<SeriesPlan> plans = wanted.stream()
                .filter(series -> !series.isBuilt())
                .map(series -> SeriesPlan.of(
                        new SeriesPlan.Windowed(series, windows.of(series, asked, now)),
                        windows.begin(series, now),
                        chunks.getOrDefault(series.id(), Map.of()),
                        cuts))
                .toList();
        return new BackfillBoard(
                plans, wanted.stream().filter(Loadable::isBuilt).toList());
    }
}
