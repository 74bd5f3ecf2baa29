package dev.tickwork.candleingest.retention;

import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.retention.OldRow;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes what old candles said before out of {@code candle_revisions} as documents, and puts it back. */
final class RevisionArchiveStore implements OfCandles {
    private static final String COUNT = """
            SELECT count(*) AS rows
              FROM unnest($1::text[], $2::timestamptz[]) AS cut (timeframe, before)
              JOIN candle_series AS series
                ON series.timeframe = cut.timeframe
              JOIN candle_revisions AS revision
                ON revision.series_id = series.id
               AND revision.open_time < cut.before
            """;

    private static final String TAKE = """
            WITH old AS MATERIALIZED (
                SELECT few.id
                  FROM unnest($1::text[], $2::timestamptz[]) AS cut (timeframe, before)
                  JOIN candle_series AS series
                    ON series.timeframe = cut.timeframe
                 CROSS JOIN LATERAL (
                       SELECT revision.id
                         FROM candle_revisions AS revision
                        WHERE revision.series_id = series.id
                          AND revision.open_time < cut.before
                        LIMIT $3
                          FOR UPDATE SKIP LOCKED) AS few
                 LIMIT $3
            ), gone AS (
                DELETE FROM candle_revisions
                 USING old
                 WHERE candle_revisions.id = old.id
                RETURNING candle_revisions.*
            )
            SELECT open_time, to_jsonb(gone)::text AS document
              FROM gone
             ORDER BY series_id, open_time, id
            """;

    private static final String PUT_BACK = """
            INSERT INTO candle_revisions (id, series_id, open_time, old_open, old_high, old_low, old_close, old_volume,
                                          old_seen_at, old_batch_id, new_open, new_high, new_low, new_close, new_volume,
                                          new_seen_at, new_batch_id, revised_at)
            OVERRIDING SYSTEM VALUE
            SELECT id, series_id, open_time, old_open, old_high, old_low, old_close, old_volume, old_seen_at,
                   old_batch_id, new_open, new_high, new_low, new_close, new_volume, new_seen_at, new_batch_id,
                   revised_at
              FROM jsonb_populate_recordset(NULL::candle_revisions, $1::text::jsonb)
                ON CONFLICT (id) DO NOTHING
            """;

    private static final String OPTIMISE = """
            VACUUM (ANALYZE) candle_revisions
            """;

    @Override
    public String name() {
        return "revision";
    }

    @Override
    public String table() {
        return "candle_revisions";
    }

    @Override
    public Future<Long> count(Tx tx, Map<Timeframe, Instant> cutOffs) {
        return tx.first(
                        COUNT,
                        row -> row.number("rows"),
                        CandleArchiveStore.timeframes(cutOffs),
                        CandleArchiveStore.moments(cutOffs))
                .map(Optional::orElseThrow);
    }

    @Override
    public Future<List<OldRow>> take(Tx tx, Map<Timeframe, Instant> cutOffs, int most) {
        return tx.query(
                TAKE,
                RevisionArchiveStore::toOldRow,
                CandleArchiveStore.timeframes(cutOffs),
                CandleArchiveStore.moments(cutOffs),
                most);
    }

    @Override
    public Future<Integer> putBack(Tx tx, String rows) {
        return tx.execute(PUT_BACK, rows);
    }

    @Override
    public Future<Void> optimise(Tx tx, Map<Timeframe, Instant> cutOffs) {
        return tx.execute(OPTIMISE).mapEmpty();
    }

    private static OldRow toOldRow(Row row) {
        return new OldRow(row.instant("open_time"), row.text("document"));
    }
}
