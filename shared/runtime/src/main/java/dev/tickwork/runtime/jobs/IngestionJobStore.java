package dev.tickwork.runtime.jobs;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the view {@code ingestion_jobs}. */
final class IngestionJobStore {
    private static final UUID BEHIND_ALL = new UUID(-1, -1);

    // Job by job, because each then walks along an index, however many runs of other jobs there are.
    private static final String PAGE = """
            SELECT found.id, found.exchange, found.symbol, found.timeframe, found.job_type, found.status,
                   found.started_at, found.completed_at, found.candles_fetched, found.last_error
              FROM unnest(ARRAY['candle-fetch', 'candle-backfill', 'candle-update', 'candle-reread', 'gap-repair',
                                'gap-detection'])
                   AS wanted (job)
             CROSS JOIN LATERAL (
                   SELECT id, exchange, symbol, timeframe, job_type, status, started_at, completed_at, candles_fetched,
                          last_error
                     FROM ingestion_jobs
                    WHERE job = wanted.job
                      AND id < $1
                      AND ($2::text IS NULL OR job_type = $2)
                    ORDER BY id DESC
                    LIMIT $3) found
             ORDER BY found.id DESC
             LIMIT $3
            """;

    /**
     * One page, newest first.
     *
     * @param jobType only of this type; null for all
     * @param cursor only runs behind this one; null for the first page
     * @param limit the most runs to answer
     */
    Future<List<IngestionJob>> page(Tx tx, @Nullable String jobType, @Nullable UUID cursor, int limit) {
        return tx.query(PAGE, IngestionJobStore::job, cursor == null ? BEHIND_ALL : cursor, jobType, limit);
    }

    private static IngestionJob job(Row row) {
        return new IngestionJob(
                row.uuid("id"),
                row.text("exchange"),
                row.textOrNull("symbol"),
                row.textOrNull("timeframe"),
                row.text("job_type"),
                row.text("status"),
                row.instantOrNull("started_at"),
                row.instantOrNull("completed_at"),
                row.integer("candles_fetched"),
                row.textOrNull("last_error"));
    }
}
