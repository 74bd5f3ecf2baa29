package dev.tickwork.processes;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.processes.ServedCandles.Values;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of candles, as the database has it. */
record StoredCandles(Tables tables) {
    private static final String FINAL = """
            SELECT c.open_time, c.open, c.high, c.low, c.close, c.volume
              FROM candles c
              JOIN candle_series s
                ON s.id = c.series_id
             WHERE s.symbol = ?
               AND s.timeframe = ?
               AND c.timeframe = s.timeframe
               AND c.is_final
               AND c.open_time >= ?
               AND c.open_time < ?
            """;
    private static final String REVISED = """
            SELECT s.symbol, s.timeframe, r.open_time
              FROM candle_revisions r
              JOIN candle_series s
                ON s.id = r.series_id
             ORDER BY r.id
            """;
    private static final String GAPS = """
            SELECT symbol, timeframe, gap_start, gap_end, state
              FROM data_gaps
             ORDER BY gap_start
            """;
    private static final String COUNTS = """
            SELECT (SELECT count(*) FROM backfill_chunks WHERE done_at IS NOT NULL) AS loaded,
                   (SELECT count(*) FROM backfill_chunks WHERE done_at IS NULL) AS to_load,
                   (SELECT count(*) FROM ingest_batches WHERE kind = 'stream') AS heard,
                   (SELECT count(*) FROM candle_quarantine WHERE decided_at IS NULL) AS doubted
            """;

    /** How far it has come: chunks of the past, batches of streams, candles that wait for an operator. */
    record Counts(int loaded, int toLoad, int heard, int doubted) {}

    /** A stretch without candles, and what is said of it. */
    record Hole(SeriesName series, Span span, String state) {
        boolean isOpen() {
            return state.equals("missing");
        }

        boolean isEmptyForGood() {
            return state.equals("proven-empty") || state.equals("exchange-down");
        }

        boolean explains(SeriesName other, Instant open) {
            return isEmptyForGood() && series.equals(other) && span.contains(open);
        }
    }

    /** A candle that was final and told otherwise later. */
    record Revised(SeriesName series, Instant open) {}

    /** The final candles that open in {@code span}. */
    SortedMap<Instant, Values> of(SeriesName series, Span span) throws SQLException {
        SortedMap<Instant, Values> all = new TreeMap<>();
        tables.all(
                        FINAL,
                        row -> all.put(moment(row, "open_time"), values(row)),
                        series.symbol(),
                        series.timeframe().label(),
                        span.from().atOffset(ZoneOffset.UTC),
                        span.until().atOffset(ZoneOffset.UTC))
                .forEach(before -> {
                    if (before != null) {
                        throw new AssertionError("stored twice: " + before + " in " + series);
                    }
                });
        return all;
    }

    List<Revised> revised() throws SQLException {
        return tables.all(REVISED, row -> new Revised(series(row), moment(row, "open_time")));
    }

    List<Hole> holes() throws SQLException {
        return tables.all(
                GAPS,
                row -> new Hole(
                        series(row),
                        new Span(moment(row, "gap_start"), moment(row, "gap_end")),
                        row.getString("state")));
    }

    Counts counts() throws SQLException {
        return tables.all(
                        COUNTS,
                        row -> new Counts(
                                row.getInt("loaded"),
                                row.getInt("to_load"),
                                row.getInt("heard"),
                                row.getInt("doubted")))
                .get(0);
    }

    private static SeriesName series(ResultSet row) throws SQLException {
        return new SeriesName(row.getString("symbol"), Timeframe.of(row.getString("timeframe")));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Values values(ResultSet row) throws SQLException {
        return new Values(
                row.getBigDecimal("open"),
                row.getBigDecimal("high"),
                row.getBigDecimal("low"),
                row.getBigDecimal("close"),
                row.getBigDecimal("volume"));
    }
}
