package dev.tickwork.candleingest.series;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code candle_series}; this module is its only writer. */
public final class SeriesStore {
    /** Said with every change of what is collected, once it is committed; without a payload. */
    public static final String CHANGED = "candle_series_changed";

    private static final String ALL = """
            SELECT id, exchange, symbol, timeframe, built_from, first_open, kept_days, added_at, added_by, removed_at
              FROM candle_series
             ORDER BY id
            """;

    private static final String REGISTER = """
            INSERT INTO candle_series (exchange, symbol, timeframe, built_from, kept_days, added_at, added_by)
            SELECT exchange, symbol, timeframe, built_from, kept_days, $1, $2
              FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::integer[])
                AS given (exchange, symbol, timeframe, built_from, kept_days)
                ON CONFLICT (exchange, symbol, timeframe) DO UPDATE
               SET built_from = excluded.built_from,
                   kept_days = excluded.kept_days
             WHERE (candle_series.built_from, candle_series.kept_days)
                   IS DISTINCT FROM (excluded.built_from, excluded.kept_days)
            """;

    private static final String RESUME = """
            UPDATE candle_series
               SET removed_at = NULL,
                   added_at = $4,
                   added_by = $5
             WHERE exchange = $1
               AND symbol = $2
               AND timeframe = $3
               AND removed_at IS NOT NULL
            """;

    private static final String REMOVE = """
            UPDATE candle_series
               SET removed_at = $2
             WHERE id = $1
               AND removed_at IS NULL
            """;

    private static final String FIRST_OPEN = """
            UPDATE candle_series
               SET first_open = $2
             WHERE id = $1
               AND (first_open IS NULL OR first_open > $2)
            """;

    private static final String KEPT_DAYS = """
            UPDATE candle_series
               SET kept_days = given.kept_days
              FROM unnest($1::integer[], $2::integer[]) AS given (id, kept_days)
             WHERE candle_series.id = given.id
               AND candle_series.kept_days IS DISTINCT FROM given.kept_days
            """;

    /** Every series that was ever collected, in the order in which they were added. */
    public Future<List<StoredSeries>> all(Tx tx) {
        return tx.query(ALL, SeriesStore::toSeries);
    }

    /**
     * Adds those that are not there. What was removed stays removed. Safe to repeat.
     *
     * @param by the subject who wants them, or {@code configuration}
     * @return how many were added or changed
     */
    public Future<Integer> register(Tx tx, List<WantedSeries> wanted, String by, Instant at) {
        return tx.execute(
                        REGISTER,
                        at,
                        by,
                        Column.texts(wanted, one -> one.series().exchange()),
                        Column.texts(wanted, one -> one.series().symbol()),
                        Column.texts(wanted, one -> one.series().timeframe().label()),
                        Column.texts(wanted, one -> label(one.builtFrom())),
                        Column.integers(wanted, WantedSeries::keptDays))
                .compose(rows -> told(tx, rows));
    }

    /** Collects a series again that was removed. @return 1, or 0 when it was not removed */
    public Future<Integer> resume(Tx tx, Series series, String by, Instant at) {
        return tx.execute(
                        RESUME,
                        series.exchange(),
                        series.symbol(),
                        series.timeframe().label(),
                        at,
                        by)
                .compose(rows -> told(tx, rows));
    }

    /** Collects a series no more; its candles stay until their retention. @return 1, or 0 when it was not collected */
    public Future<Integer> remove(Tx tx, int id, Instant at) {
        return tx.execute(REMOVE, id, at).compose(rows -> told(tx, rows));
    }

    /** The exchange's first candle of a series is known. An earlier one that is known already stays. @return rows changed */
    public Future<Integer> firstOpen(Tx tx, int id, Instant open) {
        return tx.execute(FIRST_OPEN, id, open);
    }

    /** How far back each is looked after, as configured now, whoever added it. @return rows changed */
    public Future<Integer> keptDays(Tx tx, List<StoredSeries> series, SeriesRules rules) {
        return tx.execute(
                KEPT_DAYS,
                Column.integers(series, StoredSeries::id),
                Column.integers(series, one -> rules.keptDays(one.timeframe())));
    }

    private static Future<Integer> told(Tx tx, int rows) {
        return rows == 0 ? Future.succeededFuture(rows) : tx.notify(CHANGED, "").map(rows);
    }

    private static @Nullable String label(@Nullable Timeframe timeframe) {
        return timeframe == null ? null : timeframe.label();
    }

    private static StoredSeries toSeries(Row row) {
        return new StoredSeries(
                row.integer("id"),
                new Series(row.text("exchange"), row.text("symbol"), Timeframe.of(row.text("timeframe"))),
                Optional.ofNullable(row.textOrNull("built_from"))
                        .map(Timeframe::of)
                        .orElse(null),
                row.instantOrNull("first_open"),
                row.integerOrNull("kept_days"),
                row.instant("added_at"),
                row.text("added_by"),
                row.instantOrNull("removed_at"));
    }
}
