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

/** Takes old candles that were doubted out of {@code candle_quarantine} as documents, and puts them back. */
final class QuarantineArchiveStore implements OfCandles {
    private static final String COUNT = """
            SELECT count(*) AS rows
              FROM unnest($1::text[], $2::timestamptz[]) AS cut (timeframe, before)
              JOIN candle_series AS series
                ON series.timeframe = cut.timeframe
              JOIN candle_quarantine AS doubted
                ON doubted.series_id = series.id
               AND doubted.open_time < cut.before
            """;

    private static final String TAKE = """
            WITH old AS MATERIALIZED (
                SELECT few.id
                  FROM unnest($1::text[], $2::timestamptz[]) AS cut (timeframe, before)
                  JOIN candle_series AS series
                    ON series.timeframe = cut.timeframe
                 CROSS JOIN LATERAL (
                       SELECT doubted.id
                         FROM candle_quarantine AS doubted
                        WHERE doubted.series_id = series.id
                          AND doubted.open_time < cut.before
                        LIMIT $3
                          FOR UPDATE SKIP LOCKED) AS few
                 LIMIT $3
            ), gone AS (
                DELETE FROM candle_quarantine
                 USING old
                 WHERE candle_quarantine.id = old.id
                RETURNING candle_quarantine.*
            )
            SELECT open_time, to_jsonb(gone)::text AS document
              FROM gone
             ORDER BY series_id, open_time, id
            """;

    private static final String PUT_BACK = """
            INSERT INTO candle_quarantine (id, series_id, open_time, open, high, low, close, volume, is_final, seen_at,
                                           batch_id, rule, reason, state, decided_at, decided_by, decision)
            OVERRIDING SYSTEM VALUE
            SELECT id, series_id, open_time, open, high, low, close, volume, is_final, seen_at, batch_id, rule, reason,
                   state, decided_at, decided_by, decision
              FROM jsonb_populate_recordset(NULL::candle_quarantine, $1::text::jsonb)
                ON CONFLICT DO NOTHING
            """;

    private static final String OPTIMISE = """
            VACUUM (ANALYZE) candle_quarantine
            """;

    @Override
    public String name() {
        return "quarantine";
    }

    @Override
    public String table() {
        return "candle_quarantine";
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
                QuarantineArchiveStore::toOldRow,
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
