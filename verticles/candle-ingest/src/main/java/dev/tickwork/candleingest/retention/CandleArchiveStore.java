package dev.tickwork.candleingest.retention;

import dev.tickwork.candleingest.store.Part;
import dev.tickwork.candleingest.store.PartStore;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.retention.OldRow;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes old candles out of {@code candles} as documents, and puts them back. */
final class CandleArchiveStore implements OfCandles {
    private static final String COUNT = """
            SELECT count(*) AS rows
              FROM unnest($1::text[], $2::timestamptz[]) AS cut (timeframe, before)
              JOIN candles
                ON candles.timeframe = cut.timeframe
               AND candles.open_time < cut.before
            """;

    private static final String TAKE = """
            WITH old AS MATERIALIZED (
                SELECT few.series_id, few.timeframe, few.open_time
                  FROM unnest($1::text[], $2::timestamptz[]) AS cut (timeframe, before)
                 CROSS JOIN LATERAL (
                       SELECT candles.series_id, candles.timeframe, candles.open_time
                         FROM candles
                        WHERE candles.timeframe = cut.timeframe
                          AND candles.open_time < cut.before
                        LIMIT $3
                          FOR UPDATE SKIP LOCKED) AS few
                 LIMIT $3
            ), gone AS (
                DELETE FROM candles
                 USING old
                 WHERE candles.series_id = old.series_id
                   AND candles.timeframe = old.timeframe
                   AND candles.open_time = old.open_time
                RETURNING candles.*
            )
            SELECT open_time, to_jsonb(gone)::text AS document
              FROM gone
             ORDER BY timeframe, series_id, open_time
            """;

    private static final String MONTHS = """
            SELECT DISTINCT timeframe, date_trunc('month', open_time, 'UTC') AS month
              FROM jsonb_populate_recordset(NULL::candles, $1::text::jsonb)
            """;

    private static final String PUT_BACK = """
            INSERT INTO candles (series_id, timeframe, open_time, open, high, low, close, volume, is_final, seen_at, batch_id)
            SELECT series_id, timeframe, open_time, open, high, low, close, volume, is_final, seen_at, batch_id
              FROM jsonb_populate_recordset(NULL::candles, $1::text::jsonb)
                ON CONFLICT (series_id, timeframe, open_time) DO NOTHING
            """;

    private static final String DROP_EMPTY = """
            SELECT sum(drop_candle_parts(timeframe, before)) AS parts
              FROM unnest($1::text[], $2::timestamptz[]) AS cut (timeframe, before)
            """;

    private final PartStore parts = new PartStore();

    @Override
    public String name() {
        return "candle";
    }

    @Override
    public String table() {
        return "candles";
    }

    @Override
    public Future<Long> count(Tx tx, Map<Timeframe, Instant> cutOffs) {
        return tx.first(COUNT, row -> row.number("rows"), timeframes(cutOffs), moments(cutOffs))
                .map(Optional::orElseThrow);
    }

    @Override
    public Future<List<OldRow>> take(Tx tx, Map<Timeframe, Instant> cutOffs, int most) {
        return tx.query(TAKE, CandleArchiveStore::toOldRow, timeframes(cutOffs), moments(cutOffs), most);
    }

    /** Inserts those that are not there, after the parts that they belong to. @return how many */
    @Override
    public Future<Integer> putBack(Tx tx, String rows) {
        return tx.query(MONTHS, CandleArchiveStore::toPart, rows)
                .compose(months -> parts.make(tx, months.stream().flatMap(Optional::stream)))
                .compose(made -> tx.execute(PUT_BACK, rows))
                .onComplete(done -> parts.forget());
    }

    /** Gives the space of months and years back that nothing is left of. */
    @Override
    public Future<Void> optimise(Tx tx, Map<Timeframe, Instant> cutOffs) {
        return tx.query(DROP_EMPTY, row -> 1, timeframes(cutOffs), moments(cutOffs))
                .mapEmpty();
    }

    static Column timeframes(Map<Timeframe, Instant> cutOffs) {
        return Column.texts(cutOffs.keySet(), Timeframe::label);
    }

    static Column moments(Map<Timeframe, Instant> cutOffs) {
        Collection<Instant> moments = cutOffs.values();
        return Column.instants(moments, moment -> moment);
    }

    private static Optional<Part> toPart(Row row) {
        return Part.of(Timeframe.of(row.text("timeframe")), row.instant("month"));
    }

    private static OldRow toOldRow(Row row) {
        return new OldRow(row.instant("open_time"), row.text("document"));
    }
}
