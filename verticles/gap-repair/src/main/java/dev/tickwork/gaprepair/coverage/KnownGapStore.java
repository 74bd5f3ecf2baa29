package dev.tickwork.gaprepair.coverage;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;

/** Reads the gaps of some symbols in a stretch. */
final class KnownGapStore {
    private static final String KNOWN = """
            SELECT id, symbol, gap_start, gap_end, state, attempts, confirmations,
                   CASE WHEN state = 'missing' THEN next_try_at END AS next_try_at, last_error, downtime_id
              FROM data_gaps
             WHERE symbol = ANY($1)
               AND timeframe = $2
               AND gap_end > $3
               AND gap_start < $4
               AND state IN ('missing', 'proven-empty', 'exchange-down')
             ORDER BY symbol, gap_start
            """;

    /** Those that are not repaired, by symbol and time. */
    Future<List<KnownGap>> in(Tx tx, List<String> symbols, Timeframe timeframe, Span span) {
        return tx.query(KNOWN, KnownGapStore::gap, Column.texts(symbols), timeframe.label(), span.from(), span.until());
    }

    private static KnownGap gap(Row row) {
        return new KnownGap(
                row.number("id"),
                row.text("symbol"),
                new Span(row.instant("gap_start"), row.instant("gap_end")),
                row.text("state"),
                row.integer("attempts"),
                row.integer("confirmations"),
                row.instantOrNull("next_try_at"),
                row.textOrNull("last_error"),
                row.numberOrNull("downtime_id"));
    }
}
