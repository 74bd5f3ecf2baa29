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

/** Takes what else is known of old candles out of its table as documents, and puts it back. */
final class TraceArchiveStore implements OfCandles {
    private static final String COUNT = """
            SELECT count(*) AS rows
              FROM unnest($1::text[], $2::timestamptz[]) AS cut (timeframe, before)
              JOIN candle_series AS series
                ON series.timeframe = cut.timeframe
              JOIN %s AS trace
                ON trace.series_id = series.id
               AND trace.open_time < cut.before
            """;

    private static final String TAKE = """
            WITH old AS MATERIALIZED (
                SELECT few.id
                  FROM unnest($1::text[], $2::timestamptz[]) AS cut (timeframe, before)
                  JOIN candle_series AS series
                    ON series.timeframe = cut.timeframe
                 CROSS JOIN LATERAL (
                       SELECT trace.id
                         FROM %1$s AS trace
                        WHERE trace.series_id = series.id
                          AND trace.open_time < cut.before
                        LIMIT $3
                          FOR UPDATE SKIP LOCKED) AS few
                 LIMIT $3
            ), gone AS (
                DELETE FROM %1$s AS trace
                 USING old
                 WHERE trace.id = old.id
                RETURNING trace.*
            )
            SELECT open_time, to_jsonb(gone)::text AS document
              FROM gone
             ORDER BY series_id, open_time, id
            """;

    private static final String OPTIMISE = """
            VACUUM (ANALYZE) %s
            """;

    private static final String PUT_BACK_REVISIONS = """
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

    private static final String PUT_BACK_QUARANTINE = """
            INSERT INTO candle_quarantine (id, series_id, open_time, open, high, low, close, volume, is_final, seen_at,
                                           batch_id, rule, reason, state, decided_at, decided_by, decision)
            OVERRIDING SYSTEM VALUE
            SELECT id, series_id, open_time, open, high, low, close, volume, is_final, seen_at, batch_id, rule, reason,
                   state, decided_at, decided_by, decision
              FROM jsonb_populate_recordset(NULL::candle_quarantine, $1::text::jsonb)
                ON CONFLICT DO NOTHING
            """;

    private final String name;
    private final String table;
    private final String putBack;

    private TraceArchiveStore(String name, String table, String putBack) {
        this.name = name;
        this.table = table;
        this.putBack = putBack;
    }

    /** What candles said before they were restated. */
    static TraceArchiveStore revisions() {
        return new TraceArchiveStore("revision", "candle_revisions", PUT_BACK_REVISIONS);
    }

    /** Candles that were doubted. */
    static TraceArchiveStore quarantine() {
        return new TraceArchiveStore("quarantine", "candle_quarantine", PUT_BACK_QUARANTINE);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String table() {
        return table;
    }

    @Override
    public Future<Long> count(Tx tx, Map<Timeframe, Instant> cutOffs) {
        return tx.first(
                        COUNT.formatted(table),
                        row -> row.number("rows"),
                        CandleArchiveStore.timeframes(cutOffs),
                        CandleArchiveStore.moments(cutOffs))
                .map(Optional::orElseThrow);
    }

    @Override
    public Future<List<OldRow>> take(Tx tx, Map<Timeframe, Instant> cutOffs, int most) {
        return tx.query(
                TAKE.formatted(table),
                TraceArchiveStore::toOldRow,
                CandleArchiveStore.timeframes(cutOffs),
                CandleArchiveStore.moments(cutOffs),
                most);
    }

    @Override
    public Future<Integer> putBack(Tx tx, String rows) {
        return tx.execute(putBack, rows);
    }

    @Override
    public Future<Void> optimise(Tx tx, Map<Timeframe, Instant> cutOffs) {
        return tx.execute(OPTIMISE.formatted(table)).mapEmpty();
    }

    private static OldRow toOldRow(Row row) {
        return new OldRow(row.instant("open_time"), row.text("document"));
    }
}
