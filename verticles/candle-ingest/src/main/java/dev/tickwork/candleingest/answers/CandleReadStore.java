package dev.tickwork.candleingest.answers;

import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.candleingest.store.CandleRows;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads candles of one series, as they are or as they were known at a moment. */
final class CandleReadStore {
    private static final String PAGE = """
            SELECT open_time, open, high, low, close, volume, is_final, seen_at, batch_id
              FROM candles
             WHERE series_id = $1
               AND timeframe = $2
               AND open_time >= $3
               AND open_time < $4
             ORDER BY open_time DESC
             LIMIT $5
            """;

    // Of the values that were replaced after that moment, the oldest was in force then.
    private static final String PAGE_AS_OF = """
            SELECT stored.open_time,
                   coalesce(revised.old_open, stored.open) AS open,
                   coalesce(revised.old_high, stored.high) AS high,
                   coalesce(revised.old_low, stored.low) AS low,
                   coalesce(revised.old_close, stored.close) AS close,
                   coalesce(revised.old_volume, stored.volume) AS volume,
                   stored.is_final,
                   coalesce(revised.old_seen_at, stored.seen_at) AS seen_at,
                   coalesce(revised.old_batch_id, stored.batch_id) AS batch_id
              FROM candles AS stored
              LEFT JOIN LATERAL (
                   SELECT old_open, old_high, old_low, old_close, old_volume, old_seen_at, old_batch_id
                     FROM candle_revisions
                    WHERE candle_revisions.series_id = stored.series_id
                      AND candle_revisions.open_time = stored.open_time
                      AND candle_revisions.new_seen_at > $6
                    ORDER BY candle_revisions.id
                    LIMIT 1) AS revised
                ON true
             WHERE stored.series_id = $1
               AND stored.timeframe = $2
               AND stored.open_time >= $3
               AND stored.open_time < $4
               AND coalesce(revised.old_seen_at, stored.seen_at) <= $6
             ORDER BY stored.open_time DESC
             LIMIT $5
            """;

    /** Those that open in a span, newest first, at most so many; as known at {@code asOf}, or now when that is null. */
    Future<List<StoredCandle>> page(Tx tx, StoredSeries series, Span span, int most, @Nullable Instant asOf) {
        String timeframe = series.timeframe().label();
        return asOf == null
                ? tx.query(PAGE, CandleReadStore::toCandle, series.id(), timeframe, span.from(), span.until(), most)
                : tx.query(
                        PAGE_AS_OF,
                        CandleReadStore::toCandle,
                        series.id(),
                        timeframe,
                        span.from(),
                        span.until(),
                        most,
                        asOf);
    }

    /** The newest one before a moment; empty when there is none. */
    Future<Optional<StoredCandle>> before(Tx tx, StoredSeries series, Instant moment, @Nullable Instant asOf) {
        return page(tx, series, new Span(Instant.EPOCH, moment), 1, asOf)
                .map(page -> page.stream().findFirst());
    }

    private static StoredCandle toCandle(Row row) {
        return new StoredCandle(
                CandleRows.candle(row), row.flag("is_final"), row.instant("seen_at"), row.number("batch_id"));
    }
}
