package dev.tickwork.candleingest.answers;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code candle_quarantine} with the candles around each. */
final class QuarantineReadStore {
    private static final String PAGE = """
            SELECT doubted.id, series.symbol, series.timeframe, doubted.open_time, doubted.open, doubted.high, doubted.low,
                   doubted.close, doubted.volume, doubted.is_final, doubted.seen_at, doubted.batch_id, doubted.rule,
                   doubted.reason, doubted.state, doubted.decided_at, doubted.decided_by, doubted.decision,
                   before.open_time AS before_open_time, before.open AS before_open, before.high AS before_high,
                   before.low AS before_low, before.close AS before_close, before.volume AS before_volume,
                   before.is_final AS before_is_final, before.seen_at AS before_seen_at, before.batch_id AS before_batch_id,
                   stored.open_time AS stored_open_time, stored.open AS stored_open, stored.high AS stored_high,
                   stored.low AS stored_low, stored.close AS stored_close, stored.volume AS stored_volume,
                   stored.is_final AS stored_is_final, stored.seen_at AS stored_seen_at, stored.batch_id AS stored_batch_id,
                   after.open_time AS after_open_time, after.open AS after_open, after.high AS after_high,
                   after.low AS after_low, after.close AS after_close, after.volume AS after_volume,
                   after.is_final AS after_is_final, after.seen_at AS after_seen_at, after.batch_id AS after_batch_id
              FROM candle_quarantine AS doubted
              JOIN candle_series AS series
                ON series.id = doubted.series_id
              LEFT JOIN candles AS stored
                ON stored.series_id = doubted.series_id
               AND stored.timeframe = series.timeframe
               AND stored.open_time = doubted.open_time
              LEFT JOIN LATERAL (
                   SELECT *
                     FROM candles
                    WHERE candles.series_id = doubted.series_id
                      AND candles.timeframe = series.timeframe
                      AND candles.open_time < doubted.open_time
                    ORDER BY candles.open_time DESC
                    LIMIT 1) AS before
                ON true
              LEFT JOIN LATERAL (
                   SELECT *
                     FROM candles
                    WHERE candles.series_id = doubted.series_id
                      AND candles.timeframe = series.timeframe
                      AND candles.open_time > doubted.open_time
                    ORDER BY candles.open_time
                    LIMIT 1) AS after
                ON true
             WHERE ($1::text IS NULL OR doubted.state = $1)
               AND ($2::text IS NULL OR series.symbol = $2)
               AND ($3::text IS NULL OR series.timeframe = $3)
               AND ($4::bigint IS NULL OR doubted.id < $4)
               AND ($5::bigint IS NULL OR doubted.id = $5)
             ORDER BY doubted.id DESC
             LIMIT $6
            """;

    /**
     * Which ones.
     *
     * @param before those with a smaller id; null for the newest
     */
    record Filter(
            @Nullable String state,
            @Nullable String symbol,
            @Nullable String timeframe,
            @Nullable Long before) {}

    /** Newest first. */
    Future<List<DoubtedCandle>> page(Tx tx, Filter filter, int most) {
        return tx.query(
                PAGE,
                QuarantineReadStore::toDoubted,
                filter.state(),
                filter.symbol(),
                filter.timeframe(),
                filter.before(),
                null,
                most);
    }

    /** One of them; empty when there is none of that id. */
    Future<Optional<DoubtedCandle>> find(Tx tx, long id) {
        return tx.first(PAGE, QuarantineReadStore::toDoubted, null, null, null, null, id, 1);
    }

    private static DoubtedCandle toDoubted(Row row) {
        return new DoubtedCandle(
                row.number("id"),
                row.text("symbol"),
                row.text("timeframe"),
                row.instant("open_time"),
                row.decimal("open"),
                row.decimal("high"),
                row.decimal("low"),
                row.decimal("close"),
                row.decimal("volume"),
                row.flag("is_final"),
                row.instant("seen_at"),
                row.number("batch_id"),
                row.text("rule"),
                row.text("reason"),
                row.text("state"),
                row.instantOrNull("decided_at"),
                row.textOrNull("decided_by"),
                row.textOrNull("decision"),
                near(row, "before_"),
                near(row, "stored_"),
                near(row, "after_"));
    }

    private static @Nullable CandleItem near(Row row, String which) {
        if (row.instantOrNull(which + "open_time") == null) {
            return null;
        }
        return new CandleItem(
                row.instant(which + "open_time"),
                row.decimal(which + "open"),
                row.decimal(which + "high"),
                row.decimal(which + "low"),
                row.decimal(which + "close"),
                row.decimal(which + "volume"),
                row.flag(which + "is_final"),
                false,
                row.instant(which + "seen_at"),
                row.number(which + "batch_id"));
    }
}
