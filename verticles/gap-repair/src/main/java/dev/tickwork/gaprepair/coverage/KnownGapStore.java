package dev.tickwork.gaprepair.coverage;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;

/** Reads the gaps of some series in a stretch. */
final class KnownGapStore {
    private static final String KNOWN = """
            SELECT g.id, g.exchange, g.symbol, g.timeframe, g.gap_start, g.gap_end, g.state, g.attempts, g.confirmations,
                   CASE WHEN g.state = 'missing' THEN g.next_try_at END AS next_try_at, g.last_error, g.downtime_id
              FROM unnest($1::text[], $2::text[], $3::text[]) AS wanted (exchange, symbol, timeframe)
              JOIN data_gaps g
                ON g.exchange = wanted.exchange
               AND g.symbol = wanted.symbol
               AND g.timeframe = wanted.timeframe
             WHERE g.gap_end > $4
               AND g.gap_start < $5
               AND g.state IN ('missing', 'proven-empty', 'exchange-down')
             ORDER BY g.exchange, g.symbol, g.timeframe, g.gap_start
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
