package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Reads what the other symbols of an exchange had, and writes {@code downtimes}. */
final class DowntimeStore {
    // A series that began later, or is not loaded yet, says nothing. One that a backfill gave up has to be asked for.
    private static final String OTHERS = """
            SELECT s.symbol,
                   (SELECT count(*)
                      FROM candles c
                     WHERE c.series_id = s.id
                       AND c.timeframe = $3
                       AND c.open_time >= $4
                       AND c.open_time < $5
                       AND c.is_final) AS present
              FROM candle_series s
             WHERE s.exchange = $1
               AND s.symbol <> $2
               AND s.timeframe = $3
               AND s.removed_at IS NULL
               AND s.first_open <= $4
               AND NOT EXISTS (SELECT 1
                                 FROM backfill_chunks b
                                WHERE b.series_id = s.id
                                  AND b.done_at IS NULL
                                  AND b.last_error IS NULL
                                  AND b.from_at < $5
                                  AND b.until_at > $4)
             ORDER BY s.symbol
            """;

    private static final String HEARD = """
            SELECT DISTINCT c.open_time
              FROM candles c
              JOIN candle_series s
                ON s.id = c.series_id
             WHERE s.exchange = $1
               AND s.symbol <> $2
               AND s.timeframe = $3
               AND c.timeframe = $3
               AND c.open_time >= $4
               AND c.open_time < $5
               AND c.is_final
             ORDER BY c.open_time
            """;

    private static final String ASKED = """
            SELECT id, symbol, gap_start, gap_end, state = 'proven-empty' AS is_empty
              FROM data_gaps
             WHERE exchange = $1
               AND symbol <> $2
               AND timeframe = $3
               AND gap_end > $4
               AND gap_start < $5
               AND (state IN ('proven-empty', 'exchange-down') OR (state = 'missing' AND confirmations > 0))
             ORDER BY symbol, gap_start
               FOR UPDATE
            """;

    private static final String TOUCHING = """
            SELECT id, from_at, until_at
              FROM downtimes
             WHERE exchange = $1
               AND from_at <= $3
               AND (until_at IS NULL OR until_at >= $2)
             ORDER BY from_at
               FOR UPDATE
            """;

    private static final String WIDEN = """
            UPDATE downtimes
               SET from_at = least(from_at, $2),
                   until_at = CASE WHEN until_at IS NULL THEN NULL ELSE greatest(until_at, $3) END
             WHERE id = $1
            """;

    private static final String ADD = """
            INSERT INTO downtimes (exchange, from_at, until_at, evidence, noticed_at)
            VALUES ($1, $2, $3, $4, $5)
            RETURNING id
            """;

    // One that goes on is over for us when the exchange answers again.
    private static final String TOLD = """
            SELECT m.from_at, m.until_at
              FROM exchange_maintenances m
             WHERE m.exchange = $1
               AND m.until_at IS NOT NULL
               AND NOT EXISTS (SELECT 1
                                 FROM downtimes d
                                WHERE d.exchange = m.exchange
                                  AND d.from_at <= m.from_at
                                  AND (d.until_at IS NULL OR d.until_at >= m.until_at))
             ORDER BY m.from_at
            """;

    private static final String BEGIN = """
            INSERT INTO downtimes (exchange, from_at, evidence, noticed_at)
            SELECT $1, $2, $3, $2
             WHERE NOT EXISTS (SELECT 1 FROM downtimes WHERE exchange = $1 AND until_at IS NULL)
            """;

    private static final String END = """
            UPDATE downtimes
               SET until_at = greatest($2, from_at + interval '1 second')
             WHERE exchange = $1
               AND until_at IS NULL
            """;

    /** Another symbol, and how many candles it has. */
    record Other(String symbol, long present) {}

    /** A stretch of another symbol of which the exchange had nothing; {@code isEmpty} when that was the verdict. */
    record Asked(long gap, String symbol, Span span, boolean isEmpty) {}

    /** A downtime that is known. */
    record Downtime(long id, Span span) {}

    /** The other symbols that were collected during a stretch, by name. */
    Future<List<Other>> others(Tx tx, Series series, Span span) {
        return tx.query(
                OTHERS,
                row -> new Other(row.text("symbol"), row.number("present")),
                series.exchange(),
                series.symbol(),
                series.timeframe().label(),
                span.from(),
                span.until());
    }

    /** When any other symbol had a candle, in order. */
    Future<List<Instant>> heard(Tx tx, Series series, Span span) {
        return tx.query(
                HEARD,
                row -> row.instant("open_time"),
                series.exchange(),
                series.symbol(),
                series.timeframe().label(),
                span.from(),
                span.until());
    }

    /** What the exchange was asked of other symbols and did not have. */
    Future<List<Asked>> asked(Tx tx, Series series, Span span) {
        return tx.query(
                ASKED,
                DowntimeStore::asked,
                series.exchange(),
                series.symbol(),
                series.timeframe().label(),
                span.from(),
                span.until());
    }

    /** The downtimes that overlap or touch a stretch, in order; one that goes on lasts until {@code now}. */
    Future<List<Downtime>> touching(Tx tx, String exchange, Span span, Instant now) {
        return tx.query(TOUCHING, row -> downtime(row, now), exchange, span.from(), span.until());
    }

    Future<Integer> widen(Tx tx, long downtime, Span span) {
        return tx.execute(WIDEN, downtime, span.from(), span.until());
    }

    /** @return its id */
    Future<Long> add(Tx tx, String exchange, Span span, String evidence, Instant now) {
        return tx.query(ADD, row -> row.number("id"), exchange, span.from(), span.until(), evidence, now)
                .map(rows -> rows.get(0));
    }

    /** When the exchange's stream said that it pauses, as far as that is not known to be a downtime, in order. */
    Future<List<Span>> told(Tx tx, String exchange) {
        return tx.query(TOLD, row -> new Span(row.instant("from_at"), row.instant("until_at")), exchange);
    }

    /** Notes that the exchange says of itself that it does not work; safe to repeat while that goes on. */
    Future<Integer> begin(Tx tx, String exchange, String evidence, Instant now) {
        return tx.execute(BEGIN, exchange, now, evidence);
    }

    /** Notes that it works again. @return 0 when it did before */
    Future<Integer> end(Tx tx, String exchange, Instant now) {
        return tx.execute(END, exchange, now);
    }

    private static Asked asked(Row row) {
        var span = new Span(row.instant("gap_start"), row.instant("gap_end"));
        return new Asked(row.number("id"), row.text("symbol"), span, row.flag("is_empty"));
    }

    private static Downtime downtime(Row row, Instant now) {
        Instant from = row.instant("from_at");
        Instant until = row.instantOrNull("until_at");
        Instant end = until == null ? now : until;
        return new Downtime(row.number("id"), new Span(from, end.isBefore(from) ? from : end));
    }
}
