package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Args;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Reads and writes {@code backfill_chunks}, and what a backfill learns of {@code candle_series}. */
final class ChunkStore {
    // What one backfill plans another must see before it plans.
    private static final String ONE_AT_A_TIME = """
            SELECT pg_advisory_xact_lock(hashtextextended('backfill_chunks', 0))::text AS locked
            """;

    private static final String SERIES = """
            SELECT id, exchange, symbol, timeframe, built_from, first_open, kept_days
              FROM candle_series
             WHERE exchange = $1
               AND removed_at IS NULL
             ORDER BY id
            """;

    private static final String BUILT = """
            SELECT id, exchange, symbol, timeframe, built_from, first_open, kept_days
              FROM candle_series
             WHERE exchange = $1
               AND symbol = $2
               AND built_from = $3
               AND removed_at IS NULL
             ORDER BY id
            """;

    private static final String CHUNKS = """
            SELECT series_id, from_at, until_at, done_at, run_id, candles, last_error, given_up_at
              FROM backfill_chunks
             WHERE series_id = ANY($1)
             ORDER BY series_id, from_at DESC
            """;

    private static final String STORED = """
            SELECT (SELECT count(*)
                      FROM candles c
                     WHERE c.series_id = s.id
                       AND c.timeframe = s.timeframe
                       AND c.open_time >= w.from_at
                       AND c.open_time < w.until_at
                       AND c.is_final) AS stored
              FROM unnest($1::integer[], $2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY
                AS w (series_id, from_at, until_at, place)
              JOIN candle_series s ON s.id = w.series_id
             ORDER BY w.place
            """;

    private static final String ANY_STORED = """
            SELECT EXISTS (SELECT 1
                             FROM candles
                            WHERE series_id = $1
                              AND timeframe = $2
                              AND open_time < $3) AS is_any
            """;

    private static final String FORGET = """
            DELETE FROM backfill_chunks
             WHERE series_id = $1
               AND from_at = $2
               AND done_at IS NOT DISTINCT FROM $3
            """;

    private static final String ADD = """
            INSERT INTO backfill_chunks (series_id, from_at, until_at, done_at, run_id, candles, last_error, given_up_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (series_id, from_at) DO NOTHING
            """;

    // Else each look would leave a row of each series, and each look reads all rows.
    private static final String ADD_FOUND = """
            WITH grown AS (
                 UPDATE backfill_chunks
                    SET until_at = $3, candles = candles + $4
                  WHERE series_id = $1
                    AND until_at = $2
                    AND done_at IS NOT NULL
                    AND candles > 0
                 RETURNING series_id)
            INSERT INTO backfill_chunks (series_id, from_at, until_at, candles, done_at)
            SELECT $1, $2, $3, $4, $5::timestamptz
             WHERE NOT EXISTS (SELECT 1 FROM grown)
                ON CONFLICT (series_id, from_at) DO NOTHING
            """;

    private static final String ASKED = """
            UPDATE backfill_chunks
               SET run_id = $3, last_error = NULL, given_up_at = NULL
             WHERE series_id = $1
               AND from_at = $2
               AND done_at IS NULL
            """;

    private static final String GIVEN_UP = """
            UPDATE backfill_chunks
               SET last_error = $3, given_up_at = $4
             WHERE series_id = $1
               AND from_at = $2
               AND done_at IS NULL
               AND last_error IS DISTINCT FROM $3
               AND run_id IS NOT DISTINCT FROM $5
            """;

    private static final String DONE = """
            UPDATE backfill_chunks c
               SET done_at = $6, candles = $7, run_id = $8, last_error = NULL, given_up_at = NULL
              FROM candle_series s
             WHERE s.id = c.series_id
               AND s.exchange = $1
               AND s.symbol = $2
               AND s.timeframe = $3
               AND c.from_at >= $4
               AND c.until_at <= $5
               AND c.done_at IS NULL
            """;

    private static final String LEARNED = """
            UPDATE candle_series
               SET first_open = $2
             WHERE id = $1
               AND first_open IS NULL
            """;

    /** Waits until nobody else plans, or takes in what is wanted, until this transaction is over. */
    Future<Void> alone(Tx tx) {
        return tx.query(ONE_AT_A_TIME, row -> row.text("locked")).mapEmpty();
    }

    /** The series of an exchange that are collected, in the order of their ids. */
    Future<List<Loadable>> series(Tx tx, String exchange) {
        return tx.query(SERIES, ChunkStore::toLoadable, exchange);
    }

    /** The series that are built of this one. */
    Future<List<Loadable>> builtOf(Tx tx, Loadable source) {
        Series series = source.series();
        return tx.query(
                BUILT,
                ChunkStore::toLoadable,
                series.exchange(),
                series.symbol(),
                series.timeframe().label());
    }

    /** All chunks of these series, by series and newest first. */
    Future<List<Chunk>> chunks(Tx tx, Collection<Integer> seriesIds) {
        return tx.query(CHUNKS, ChunkStore::toChunk, Column.integers(seriesIds, id -> id));
    }

    /** How many final candles are stored of each chunk, in the order of {@code chunks}. */
    Future<List<Integer>> stored(Tx tx, List<Chunk> chunks) {
        return tx.query(
                STORED,
                row -> row.integer("stored"),
                Column.integers(chunks, Chunk::seriesId),
                Column.instants(chunks, chunk -> chunk.span().from()),
                Column.instants(chunks, chunk -> chunk.span().until()));
    }

    /** Whether any candle of a series is stored that opened before {@code until}. */
    Future<Boolean> isAnyStored(Tx tx, Loadable series, Instant until) {
        return tx.first(
                        ANY_STORED,
                        row -> row.flag("is_any"),
                        series.id(),
                        series.timeframe().label(),
                        until)
                .map(Optional::orElseThrow);
    }

    /** Takes chunks back, unless they were done since they were read. Safe to repeat. @return how many */
    Future<Integer> forget(Tx tx, List<Chunk> chunks) {
        return tx.batch(
                FORGET, chunks, chunk -> Args.of(chunk.seriesId(), chunk.span().from(), chunk.doneAt()));
    }

    /** Plans chunks; one that begins where another does is left out. Safe to repeat. @return how many are new */
    Future<Integer> add(Tx tx, List<Chunk> chunks) {
        return tx.batch(ADD, chunks, ChunkStore::toArgs);
    }

    /**
     * Notes chunks of which every candle is stored already; one that begins where a done one with candles ends becomes part
     * of that. After a look at what is there, for it is not safe to repeat.
     *
     * @return how many were noted
     */
    Future<Integer> addFound(Tx tx, List<Chunk> chunks) {
        List<Chunk> oldestFirst = chunks.stream()
                .sorted(Comparator.comparing(chunk -> chunk.span().from()))
                .toList();
        return tx.batch(
                ADD_FOUND,
                oldestFirst,
                chunk -> Args.of(
                        chunk.seriesId(), chunk.span().from(), chunk.span().until(), chunk.candles(), chunk.doneAt()));
    }

    /** Runs were asked for chunks, in the order of those. Safe to repeat. */
    Future<Integer> asked(Tx tx, List<Chunk> chunks, List<UUID> runs) {
        List<Integer> places = IntStream.range(0, chunks.size()).boxed().toList();
        return tx.batch(ASKED, places, place -> {
            Chunk chunk = chunks.get(place);
            return Args.of(chunk.seriesId(), chunk.span().from(), runs.get(place));
        });
    }

    /** Chunks will not be loaded, because of their last error, unless somebody has asked for them anew. Safe to repeat. */
    Future<Integer> givenUp(Tx tx, List<Chunk> chunks, Instant at) {
        return tx.batch(
                GIVEN_UP,
                chunks,
                chunk -> Args.of(chunk.seriesId(), chunk.span().from(), chunk.lastError(), at, chunk.runId()));
    }

    /**
     * The exchange answered for all of {@code span}, and what it has is stored: the chunks in it are done. Safe to repeat.
     *
     * @return how many chunks that were
     */
    Future<Integer> done(Tx tx, Series series, Span span, Answered answered) {
        return tx.execute(
                DONE,
                series.exchange(),
                series.symbol(),
                series.timeframe().label(),
                span.from(),
                span.until(),
                answered.at(),
                answered.candles(),
                answered.run());
    }

    /** The first candle of a series is known. What is known already stays. */
    Future<Integer> learned(Tx tx, int seriesId, Instant firstOpen) {
        return tx.execute(LEARNED, seriesId, firstOpen);
    }

    private static Args toArgs(Chunk chunk) {
        return Args.of(
                chunk.seriesId(),
                chunk.span().from(),
                chunk.span().until(),
                chunk.doneAt(),
                chunk.runId(),
                chunk.candles(),
                chunk.lastError(),
                chunk.givenUpAt());
    }

    private static Loadable toLoadable(Row row) {
        String builtFrom = row.textOrNull("built_from");
        return new Loadable(
                row.integer("id"),
                new Series(row.text("exchange"), row.text("symbol"), Timeframe.of(row.text("timeframe"))),
                builtFrom == null ? null : Timeframe.of(builtFrom),
                row.instantOrNull("first_open"),
                row.integerOrNull("kept_days"));
    }

    private static Chunk toChunk(Row row) {
        return new Chunk(
                row.integer("series_id"),
                new Span(row.instant("from_at"), row.instant("until_at")),
                row.instantOrNull("done_at"),
                row.uuidOrNull("run_id"),
                row.integerOrNull("candles"),
                row.textOrNull("last_error"),
                row.instantOrNull("given_up_at"));
    }
}
