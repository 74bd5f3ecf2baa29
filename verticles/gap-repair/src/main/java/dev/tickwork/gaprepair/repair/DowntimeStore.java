package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
            UPDATE downtimes d
               SET from_at = least($3, every.from_at),
                   until_at = CASE WHEN every.goes_on THEN NULL ELSE greatest($4, every.until_at) END
              FROM (SELECT min(from_at) AS from_at, max(until_at) AS until_at, bool_or(until_at IS NULL) AS goes_on
                      FROM downtimes
                     WHERE id = ANY($2)) every
             WHERE d.id = $1
            """;

    private static final String MOVE_GAPS = """
            UPDATE data_gaps
               SET downtime_id = $1
             WHERE downtime_id = ANY($2)
               AND downtime_id <> $1
            """;

    private static final String ABSORB = """
            DELETE FROM downtimes
             WHERE id = ANY($2)
               AND id <> $1
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

    private static final String GOES_ON = """
            SELECT id
              FROM downtimes
             WHERE exchange = $1
               AND until_at IS NULL
             LIMIT 1
            """;

    // Nobody may have asked for long when it worked again; a candle that began since then shows that it did. One of the
    // first minutes may have been told before it stopped: its clock is not ours.
    private static final String END = """
            WITH over AS (
                SELECT d.id, d.from_at, least($2::timestamptz, (
                       SELECT min(heard.open_time)
                         FROM candle_series s
                        CROSS JOIN LATERAL (
                              SELECT c.open_time
                                FROM candles c
                               WHERE c.series_id = s.id
                                 AND c.timeframe = s.timeframe
                                 AND c.open_time > d.from_at + interval '5 minutes'
                                 AND c.is_final
                               ORDER BY c.open_time
                               LIMIT 1) heard
                        WHERE s.exchange = d.exchange)) AS until_at
                  FROM downtimes d
                 WHERE d.exchange = $1
                   AND d.until_at IS NULL
            )
            UPDATE downtimes d
               SET until_at = greatest(over.until_at, over.from_at + interval '1 second')
              FROM over
             WHERE d.id = over.id
               AND over.until_at IS NOT NULL
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

    /** Makes one downtime of several and of a stretch that touches them all. @return its id, which is the first one's */
    Future<Long> join(Tx tx, List<Downtime> known, Span span) {
        long first = known.get(0).id();
        Column all = Column.numbers(known, Downtime::id);
        return tx.execute(WIDEN, first, all, span.from(), span.until())
                .compose(widened -> tx.execute(MOVE_GAPS, first, all))
                .compose(moved -> tx.execute(ABSORB, first, all))
                .map(first);
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

    /** Whether a downtime is not known to be over. */
    Future<Boolean> goesOn(Tx tx, String exchange) {
        return tx.first(GOES_ON, row -> row.number("id"), exchange).map(Optional::isPresent);
    }

    /**
     * Notes that it works again, at the latest since its first candle.
     *
     * @param now null when only its candles tell
     * @return 0 when it did before, or still does not
     */
    Future<Integer> end(Tx tx, String exchange, @Nullable Instant now) {
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
