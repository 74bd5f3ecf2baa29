package dev.tickwork.gaprepair.retention;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;

/** Deletes from {@code data_gaps}, and with each gap its {@code gap_confirmations}. */
final class OldGapStore {
    private static final String CLOSED = """
            DELETE FROM data_gaps
             WHERE id IN (
                   SELECT id
                     FROM data_gaps
                    WHERE state IN ('repaired', 'gone')
                      AND repaired_at < $1
                    ORDER BY repaired_at
                    LIMIT $2)
               AND state IN ('repaired', 'gone')
            """;

    // As long as an older candle is there the time of a gap is kept; without it the candles would be asked for again.
    private static final String SETTLED = """
            DELETE FROM data_gaps
             WHERE id IN (
                   SELECT g.id
                     FROM data_gaps g
                     JOIN candle_series s
                       ON s.exchange = g.exchange
                      AND s.symbol = g.symbol
                      AND s.timeframe = g.timeframe
                    WHERE g.state IN ('proven-empty', 'exchange-down', 'quarantined')
                      AND g.gap_end <= $1::timestamptz - s.kept_days * interval '1 day'
                      AND NOT EXISTS (SELECT 1
                                        FROM candles c
                                       WHERE c.series_id = s.id
                                         AND c.timeframe = g.timeframe
                                         AND c.open_time < g.gap_end)
                    LIMIT $2)
               AND state IN ('proven-empty', 'exchange-down', 'quarantined')
            """;

    /** Deletes gaps that were repaired, or not expected any more, before a moment. @return how many, {@code most} at most */
    Future<Integer> closed(Tx tx, Instant before, int most) {
        return tx.execute(CLOSED, before, most);
    }

    /** Deletes gaps without anything to be had, of times of which no candle is kept. @return how many, {@code most} at most */
    Future<Integer> settled(Tx tx, Instant now, int most) {
        return tx.execute(SETTLED, now, most);
    }
}
