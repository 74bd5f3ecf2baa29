package dev.tickwork.gaprepair.coverage;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Reads the gaps of some series in a stretch. */
final class KnownGapStore {
    private static final String KNOWN = """
            SELECT g.id, g.exchange, g.symbol, g.timeframe, g.gap_start, g.gap_end, g.state, g.attempts, g.confirmations,
                   CASE WHEN g.state = 'missing' THEN g.next_try_at END AS next_try_at,
                   CASE WHEN g.state = 'quarantined'
                        THEN quarantine_words(g.exchange, g.symbol, g.timeframe, g.gap_start, g.gap_end)
                        ELSE g.last_error END AS last_error,
                   g.downtime_id
              FROM unnest($1::text[], $2::text[], $3::text[]) AS wanted (exchange, symbol, timeframe)
              JOIN data_gaps g
                ON g.exchange = wanted.exchange
               AND g.symbol = wanted.symbol
               AND g.timeframe = wanted.timeframe
             WHERE g.gap_end > $4
               AND g.gap_start < $5
               AND g.state IN ('missing', 'proven-empty', 'exchange-down', 'quarantined')
             ORDER BY g.exchange, g.symbol, g.timeframe, g.gap_start
            """;

    // What another run repairs, what a backfill has still to bring something of, and what is built of candles that may
    // still come.
    private static final String HELD = """
            SELECT g.id
              FROM data_gaps g
             WHERE g.exchange = $1
               AND g.symbol = $2
               AND g.timeframe = $3
               AND g.gap_end > $4
               AND g.gap_start < $5
               AND g.state IN ('missing', 'proven-empty', 'exchange-down', 'quarantined')
               AND ((g.is_in_repair AND EXISTS (SELECT 1 FROM job_queue q WHERE q.id = g.repair_run_id))
                    OR is_still_to_load(g.exchange, g.symbol, g.timeframe, g.gap_start, g.gap_end)
                    OR waits_for_parts(g.exchange, g.symbol, g.timeframe, g.gap_start, g.gap_end))
            """;

    /** Those that are not repaired, by series and time. */
    Future<List<KnownGap>> in(Tx tx, List<Series> series, Span span) {
        return tx.query(
                KNOWN,
                KnownGapStore::gap,
                Column.texts(series, Series::exchange),
                Column.texts(series, Series::symbol),
                Column.texts(series, one -> one.timeframe().label()),
                span.from(),
                span.until());
    }

    /** Which of those of one series a repair of a stretch leaves alone. */
    Future<Set<Long>> held(Tx tx, Series series, Span span) {
        return tx.query(
                        HELD,
                        row -> row.number("id"),
                        series.exchange(),
                        series.symbol(),
                        series.timeframe().label(),
                        span.from(),
                        span.until())
                .map(Set::copyOf);
    }

    private static KnownGap gap(Row row) {
        return new KnownGap(
                row.number("id"),
                new Series(row.text("exchange"), row.text("symbol"), Timeframe.of(row.text("timeframe"))),
                new Span(row.instant("gap_start"), row.instant("gap_end")),
                row.text("state"),
                row.integer("attempts"),
                row.integer("confirmations"),
                row.instantOrNull("next_try_at"),
                row.textOrNull("last_error"),
                row.numberOrNull("downtime_id"));
    }
}
