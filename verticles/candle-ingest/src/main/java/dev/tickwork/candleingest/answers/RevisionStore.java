package dev.tickwork.candleingest.answers;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads {@code candle_revisions} with where both values came from. */
final class RevisionStore {
    // Those of one series are looked for along their index: the newest of all may be others' down to the oldest.
    static final String PAGE = """
            WITH of_series AS MATERIALIZED (
                SELECT revision.id
                  FROM candle_series AS series
                  JOIN candle_revisions AS revision
                    ON revision.series_id = series.id
                 WHERE series.symbol = $1
                   AND series.timeframe = $2
                   AND revision.open_time >= coalesce($3::timestamptz, '-infinity')
                   AND revision.open_time < coalesce($4::timestamptz, 'infinity')
                   AND ($5::bigint IS NULL OR revision.id < $5)
            ), of_many AS (
                SELECT revision.id
                  FROM candle_revisions AS revision
                  JOIN candle_series AS series
                    ON series.id = revision.series_id
                 WHERE ($1::text IS NULL OR $2::text IS NULL)
                   AND ($1::text IS NULL OR series.symbol = $1)
                   AND ($2::text IS NULL OR series.timeframe = $2)
                   AND ($3::timestamptz IS NULL OR revision.open_time >= $3)
                   AND ($4::timestamptz IS NULL OR revision.open_time < $4)
                   AND ($5::bigint IS NULL OR revision.id < $5)
                 ORDER BY revision.id DESC
                 LIMIT $6
            ), newest AS MATERIALIZED (
                SELECT id
                  FROM (SELECT id FROM of_series UNION ALL SELECT id FROM of_many) AS found
                 ORDER BY id DESC
                 LIMIT $6
            )
            SELECT revision.id, series.symbol, series.timeframe, revision.open_time, revision.revised_at,
                   old_open, old_high, old_low, old_close, old_volume, old_seen_at, old_batch_id,
                   old_batch.source AS old_source, old_batch.run_id AS old_run_id,
                   new_open, new_high, new_low, new_close, new_volume, new_seen_at, new_batch_id,
                   new_batch.source AS new_source, new_batch.run_id AS new_run_id
              FROM newest
              JOIN candle_revisions AS revision
                ON revision.id = newest.id
              JOIN candle_series AS series
                ON series.id = revision.series_id
              LEFT JOIN ingest_batches AS old_batch
                ON old_batch.id = revision.old_batch_id
              LEFT JOIN ingest_batches AS new_batch
                ON new_batch.id = revision.new_batch_id
             ORDER BY revision.id DESC
            """;

    /**
     * Which ones.
     *
     * @param before those with a smaller id; null for the newest
     */
    record Filter(
            @Nullable String symbol,
            @Nullable String timeframe,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long before) {}

    /** One of the two values of a restated candle. */
    record Version(
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume,
            Instant seenAt,
            long batchId,
            String source,
            @Nullable UUID runId) {}

    /** A candle that was restated. The second value is {@code new} in JSON. */
    record Revision(
            long id,
            String symbol,
            String timeframe,
            Instant openTime,
            Instant revisedAt,
            Version old,
            @JsonProperty("new") Version now) {}

    /** Newest first. */
    Future<List<Revision>> page(Tx tx, Filter filter, int most) {
        return tx.query(PAGE, RevisionStore::toRevision, arguments(filter, most));
    }

    static @Nullable Object[] arguments(Filter filter, int most) {
        return new @Nullable Object[] {
            filter.symbol(), filter.timeframe(), filter.from(), filter.to(), filter.before(), most
        };
    }

    private static Revision toRevision(Row row) {
        return new Revision(
                row.number("id"),
                row.text("symbol"),
                row.text("timeframe"),
                row.instant("open_time"),
                row.instant("revised_at"),
                version(row, "old_"),
                version(row, "new_"));
    }

    private static Version version(Row row, String which) {
        String source = row.textOrNull(which + "source");
        return new Version(
                row.decimal(which + "open"),
                row.decimal(which + "high"),
                row.decimal(which + "low"),
                row.decimal(which + "close"),
                row.decimal(which + "volume"),
                row.instant(which + "seen_at"),
                row.number(which + "batch_id"),
                source == null ? "forgotten" : source,
                row.uuidOrNull(which + "run_id"));
    }
}
