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
import java.util.List;
import java.util.UUID;

/** Reads and writes {@code backfill_chunks}, and what a backfill learns of {@code candle_series}. */
final class ChunkStore {
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

    private static final String FORGET = """
            DELETE FROM backfill_chunks
             WHERE series_id = $1
               AND from_at = $2
               AND done_at IS NULL
            """;

    private static final String ADD = """
            INSERT INTO backfill_chunks (series_id, from_at, until_at, done_at, run_id, candles, last_error, given_up_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
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

    /** Takes chunks back that are not done. Safe to repeat. @return how many */
    Future<Integer> forget(Tx tx, List<Chunk> chunks) {
        return tx.batch(
                FORGET, chunks, chunk -> Args.of(chunk.seriesId(), chunk.span().from()));
    }

    /** Plans chunks; one that begins where another does is left out. Safe to repeat. @return how many are new */
    Future<Integer> add(Tx tx, List<Chunk> chunks) {
        return tx.batch(ADD, chunks, ChunkStore::toArgs);
    }

    /** A run was asked for a chunk. Safe to repeat. */
    Future<Integer> asked(Tx tx, Chunk chunk, UUID run) {
        return tx.execute(ASKED, chunk.seriesId(), chunk.span().from(), run);
    }

    /** Chunks will not be loaded by this backfill, because of their last error. Safe to repeat. */
    Future<Integer> givenUp(Tx tx, List<Chunk> chunks, Instant at) {
        return tx.batch(
                GIVEN_UP,
                chunks,
                chunk -> Args.of(chunk.seriesId(), chunk.span().from(), chunk.lastError(), at));
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
