package dev.tickwork.candleingest.store;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.Collection;

/** Writes {@code ingest_batches}; this module is its only writer. */
public final class BatchStore {
    // Whoever writes a series waits for whoever does so already: else two of them, each with half of the hours, would
    // both find that a longer candle is not complete yet, and long lists could deadlock.
    private static final String OPEN = """
            WITH locked AS MATERIALIZED (
                SELECT pg_advisory_xact_lock(hashtext('candle series'), id)
                  FROM (SELECT id FROM unnest($9::integer[]) AS given (id) ORDER BY id) AS sorted
            ), begun AS (
                SELECT max(id) AS id
                  FROM ingest_batches
                 WHERE session_id = $4
                   AND kind = $1
                   AND received_at >= date_trunc('minute', $8::timestamptz)
                   AND received_at < date_trunc('minute', $8::timestamptz) + interval '1 minute'
            ), opened AS (
                INSERT INTO ingest_batches (kind, run_id, attempt, session_id, node, source, request, received_at)
                SELECT $1::text, $2::uuid, $3::integer, $4::uuid, $5::text, $6::text, $7::text, $8::timestamptz
                  FROM begun
                 WHERE begun.id IS NULL
                RETURNING id
            )
            SELECT id
              FROM (SELECT id FROM opened UNION ALL SELECT id FROM begun) AS batch
             WHERE id IS NOT NULL
               AND (SELECT count(*) FROM locked) >= 0
            """;

    private static final String HOLD = """
            SELECT pg_advisory_xact_lock(hashtext('candle series'), $1)::text AS held
            """;

    /**
     * Begins a batch, or goes on with that of the same minute of a stream's session, and keeps all others from writing these
     * series until the transaction ends.
     *
     * @param seriesIds whose candles it has
     * @return its id
     */
    public Future<Long> open(Tx tx, Batch batch, Collection<Integer> seriesIds) {
        return tx.first(
                        OPEN,
                        row -> row.number("id"),
                        batch.kind(),
                        batch.runId(),
                        batch.attempt(),
                        batch.sessionId(),
                        batch.node(),
                        batch.source(),
                        batch.request(),
                        batch.receivedAt(),
                        Column.integers(seriesIds, id -> id))
                .map(id -> id.orElseThrow());
    }

    /** Keeps all others from writing a series until the transaction ends, before anything is known of a batch. */
    public Future<Void> hold(Tx tx, int seriesId) {
        return tx.query(HOLD, row -> row.text("held"), seriesId).mapEmpty();
    }
}
