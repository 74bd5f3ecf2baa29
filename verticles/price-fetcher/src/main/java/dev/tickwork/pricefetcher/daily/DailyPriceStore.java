package dev.tickwork.pricefetcher.daily;

import dev.tickwork.domain.quotes.DailyBar;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import dev.tickwork.providers.DailySeries;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code daily_prices} and {@code daily_series} of one provider; this module is their only writer. */
final class DailyPriceStore {
    private static final String SERIES = """
            SELECT series.symbol, days.first, days.last, series.full_run_id
              FROM daily_series AS series
             CROSS JOIN LATERAL (
                   SELECT min(date) AS first, max(date) AS last
                     FROM daily_prices
                    WHERE symbol = series.symbol
                      AND source = series.source) AS days
             WHERE series.source = $1
               AND series.symbol = ANY($2)
             ORDER BY series.symbol
            """;

    private static final String CLOSES = """
            SELECT symbol, date, close
              FROM daily_prices
             WHERE source = $1
               AND symbol = ANY($2)
               AND date >= $3
             ORDER BY symbol, date
            """;

    private static final String REGISTER = """
            INSERT INTO daily_series (symbol, source, split_adjusted, full_run_id)
            SELECT symbol, $1, $2, $3
              FROM unnest($4::text[]) AS given (symbol)
             ORDER BY symbol
                ON CONFLICT (symbol, source) DO UPDATE
               SET split_adjusted = excluded.split_adjusted,
                   full_run_id = coalesce(excluded.full_run_id, daily_series.full_run_id)
             WHERE daily_series.split_adjusted <> excluded.split_adjusted
                OR excluded.full_run_id IS NOT NULL
            """;

    private static final String UPSERT = """
            INSERT INTO daily_prices (symbol, source, date, open, high, low, close, volume, received_at, run_id)
            SELECT symbol, $1, date, open, high, low, close, volume, received_at, $2
              FROM unnest($3::text[], $4::date[], $5::numeric[], $6::numeric[], $7::numeric[], $8::numeric[],
                          $9::numeric[], $10::timestamptz[])
                AS given (symbol, date, open, high, low, close, volume, received_at)
             ORDER BY symbol, date
                ON CONFLICT (symbol, source, date) DO UPDATE
               SET open = excluded.open,
                   high = excluded.high,
                   low = excluded.low,
                   close = excluded.close,
                   volume = excluded.volume,
                   received_at = excluded.received_at,
                   run_id = excluded.run_id
             WHERE (daily_prices.open, daily_prices.high, daily_prices.low, daily_prices.close, daily_prices.volume)
                   IS DISTINCT FROM
                   (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume)
            """;

    private static final String FORGET_OTHERS = """
            DELETE FROM daily_prices
             WHERE source = $1
               AND symbol = $2
               AND NOT (date = ANY($3))
            """;

    private final String source;
    private final boolean splitAdjusted;

    /**
     * @param source the provider's stable name
     * @param splitAdjusted whether it restates the days before a split
     */
    DailyPriceStore(String source, boolean splitAdjusted) {
        this.source = source;
        this.splitAdjusted = splitAdjusted;
    }

    private record Day(String symbol, DailyBar bar, Instant receivedAt) {}

    /** What we have of each symbol, by symbol; those that were never stored are left out. */
    Future<List<StoredSeries>> series(Tx tx, Collection<String> symbols) {
        return tx.query(SERIES, DailyPriceStore::toSeries, source, Column.texts(symbols));
    }

    /** The closes of each symbol from {@code from} on, by symbol and date. */
    Future<List<StoredClose>> closes(Tx tx, Collection<String> symbols, LocalDate from) {
        return tx.query(CLOSES, DailyPriceStore::toClose, source, Column.texts(symbols), from);
    }

    /**
     * Stores new days and corrects those that the provider changed. Safe to repeat.
     *
     * @param series some ten thousand days together at most
     * @param runId the run that brought them
     * @param fullRun the same run when it fetched them from their first day on, else null
     * @return rows inserted or changed; 0 when we had everything
     */
    Future<Integer> save(Tx tx, List<DailySeries> series, UUID runId, @Nullable UUID fullRun) {
        Column symbols = Column.texts(series, DailySeries::symbol);
        return tx.execute(REGISTER, source, splitAdjusted, fullRun, symbols)
                .compose(registered -> upsert(tx, days(series), runId));
    }

    /**
     * Puts a restated series in the place of the stored one. Days that it does not have go, because their prices are on
     * the old basis. Safe to repeat.
     *
     * @return rows inserted, changed or deleted
     */
    Future<Integer> replace(Tx tx, DailySeries series, UUID runId) {
        Column dates = Column.dates(series.bars(), DailyBar::date);
        return tx.execute(FORGET_OTHERS, source, series.symbol(), dates)
                .compose(deleted -> save(tx, List.of(series), runId, runId).map(changed -> deleted + changed));
    }

    private Future<Integer> upsert(Tx tx, List<Day> days, UUID runId) {
        return tx.execute(
                UPSERT,
                source,
                runId,
                Column.texts(days, Day::symbol),
                Column.dates(days, day -> day.bar().date()),
                Column.decimals(days, day -> day.bar().open()),
                Column.decimals(days, day -> day.bar().high()),
                Column.decimals(days, day -> day.bar().low()),
                Column.decimals(days, day -> day.bar().close()),
                Column.decimals(days, day -> day.bar().volume()),
                Column.instants(days, Day::receivedAt));
    }

    private static List<Day> days(List<DailySeries> series) {
        return series.stream()
                .flatMap(one -> one.bars().stream().map(bar -> new Day(one.symbol(), bar, one.receivedAt())))
                .toList();
    }

    private static StoredSeries toSeries(Row row) {
        return new StoredSeries(
                row.text("symbol"), row.dateOrNull("first"), row.dateOrNull("last"), row.uuidOrNull("full_run_id"));
    }

    private static StoredClose toClose(Row row) {
        return new StoredClose(row.text("symbol"), row.date("date"), row.decimal("close"));
    }
}
