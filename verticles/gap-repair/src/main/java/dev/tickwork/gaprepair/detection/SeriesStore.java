package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Horizon;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads which series are collected, writes {@code gap_scans}: how far each was looked through. */
public final class SeriesStore {
    // Until the exchange was asked for its first candle, the oldest that we have is the first that we know of.
    private static final String WATCHED = """
            SELECT s.id, s.exchange, s.symbol, s.timeframe, s.built_from, s.kept_days,
                   coalesce(s.first_open, oldest.open_time) AS first_open,
                   scan.scanned_from, scan.scanned_until, scan.scanned_at
              FROM candle_series s
              LEFT JOIN gap_scans scan
                ON scan.exchange = s.exchange
               AND scan.symbol = s.symbol
               AND scan.timeframe = s.timeframe
              LEFT JOIN LATERAL (
                   SELECT c.open_time
                     FROM candles c
                    WHERE s.first_open IS NULL
                      AND c.series_id = s.id
                      AND c.timeframe = s.timeframe
                    ORDER BY c.open_time
                    LIMIT 1) oldest ON true
             WHERE s.removed_at IS NULL
             ORDER BY s.id
            """;

    // What ended shortly before the last look may not have been visible to it.
    private static final String ENDED_SINCE = """
            SELECT s.id AS series_id, b.from_at, b.until_at
              FROM backfill_chunks b
              JOIN candle_series loaded ON loaded.id = b.series_id
              JOIN candle_series s
                ON s.id = loaded.id
                OR (s.exchange = loaded.exchange AND s.symbol = loaded.symbol AND s.built_from = loaded.timeframe)
              JOIN gap_scans scan
                ON scan.exchange = s.exchange
               AND scan.symbol = s.symbol
               AND scan.timeframe = s.timeframe
             WHERE coalesce(b.done_at, b.given_up_at) > scan.scanned_at - interval '1 minute'
             ORDER BY s.id, b.from_at
            """;

    // What is built of a series is loaded with it. What a backfill has given up is missing like anything else.
    private static final String NOT_LOADED = """
            SELECT s.id AS series_id, b.from_at, b.until_at
              FROM backfill_chunks b
              JOIN candle_series loaded ON loaded.id = b.series_id
              JOIN candle_series s
                ON s.id = loaded.id
                OR (s.exchange = loaded.exchange AND s.symbol = loaded.symbol AND s.built_from = loaded.timeframe)
             WHERE b.done_at IS NULL
               AND b.last_error IS NULL
             ORDER BY s.id, b.from_at
            """;

    private static final String SCANNED = """
            INSERT INTO gap_scans (exchange, symbol, timeframe, scanned_from, scanned_until, scanned_at, run_id)
            SELECT exchange, symbol, timeframe, scanned_from, scanned_until, $6, $7
              FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
                AS given (exchange, symbol, timeframe, scanned_from, scanned_until)
             ORDER BY exchange, symbol, timeframe
                ON CONFLICT (exchange, symbol, timeframe) DO UPDATE
               SET scanned_from = excluded.scanned_from,
                   scanned_until = excluded.scanned_until,
                   scanned_at = excluded.scanned_at,
                   run_id = excluded.run_id
            """;

    private static final String FORGET = """
            DELETE FROM gap_scans scan
             WHERE NOT EXISTS (SELECT 1
                                 FROM candle_series s
                                WHERE s.exchange = scan.exchange
                                  AND s.symbol = scan.symbol
                                  AND s.timeframe = scan.timeframe
                                  AND s.removed_at IS NULL)
            """;

    /** A stretch of a series, by the series' id. */
    public record Stretch(int seriesId, Span span) {}

    private final Duration grace;

    /** @param grace how long after its end a candle may still be on its way */
    public SeriesStore(Duration grace) {
        this.grace = grace;
    }

    /** Every collected series of which something is expected, by id. */
    public Future<List<Watched>> watched(Tx tx, Instant now) {
        return tx.query(WATCHED, row -> watched(row, now))
                .map(rows -> rows.stream().flatMap(Optional::stream).toList());
    }

    /** What backfills stored, or gave up, since their series were looked through. */
    Future<List<Stretch>> endedSince(Tx tx) {
        return tx.query(ENDED_SINCE, SeriesStore::stretch);
    }

    /** What backfills have still to bring; nothing is missing there yet. */
    public Future<List<Stretch>> notLoaded(Tx tx) {
        return tx.query(NOT_LOADED, SeriesStore::stretch);
    }

    /** Forgets how far series are known that are not collected any more: their gaps end with that. Safe to repeat. */
    Future<Integer> forgetRemoved(Tx tx) {
        return tx.execute(FORGET);
    }

    /** Notes that these were looked through. Safe to repeat. */
    Future<Integer> scanned(Tx tx, List<Watched> series, ScanMark mark) {
        return tx.execute(
                SCANNED,
                Column.texts(series, watched -> watched.series().exchange()),
                Column.texts(series, watched -> watched.series().symbol()),
                Column.texts(series, watched -> watched.timeframe().label()),
                Column.instants(series, watched -> watched.span().from()),
                Column.instants(series, watched -> watched.span().until()),
                mark.at(),
                mark.runId());
    }

    private Optional<Watched> watched(Row row, Instant now) {
        Series series = series(row);
        Instant first = row.instantOrNull("first_open");
        if (first == null) {
            return Optional.empty();
        }
        Instant begins = later(first, row.integerOrNull("kept_days"), now);
        var horizon = Horizon.of(series.timeframe(), begins, now, grace);
        String builtFrom = row.textOrNull("built_from");
        Timeframe asked = builtFrom == null ? series.timeframe() : Timeframe.of(builtFrom);
        return Optional.of(new Watched(row.integer("id"), series, asked, horizon, scanned(row)));
    }

    private static Instant later(Instant first, @Nullable Integer keptDays, Instant now) {
        Instant kept = keptDays == null ? first : now.minus(Duration.ofDays(keptDays));
        return kept.isAfter(first) ? kept : first;
    }

    private static Watched.@Nullable Scanned scanned(Row row) {
        Instant from = row.instantOrNull("scanned_from");
        return from == null
                ? null
                : new Watched.Scanned(new Span(from, row.instant("scanned_until")), row.instant("scanned_at"));
    }

    private static Series series(Row row) {
        return new Series(row.text("exchange"), row.text("symbol"), Timeframe.of(row.text("timeframe")));
    }

    private static Stretch stretch(Row row) {
        return new Stretch(row.integer("series_id"), new Span(row.instant("from_at"), row.instant("until_at")));
    }
}
