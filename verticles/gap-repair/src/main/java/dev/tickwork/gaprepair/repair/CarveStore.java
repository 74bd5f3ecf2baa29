package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Cuts gaps of {@code data_gaps} of which different parts end differently, or not yet. */
final class CarveStore {
    private static final String FIRST = """
            UPDATE data_gaps
               SET gap_start = $2,
                   gap_end = $3,
                   missing = $4,
                   state = $5,
                   downtime_id = $6,
                   repaired_at = CASE WHEN $5 = 'missing' THEN NULL ELSE coalesce(repaired_at, $7) END,
                   is_in_repair = false,
                   last_error = NULL
             WHERE id = $1
            """;

    private static final String REST = """
            WITH part AS (
                INSERT INTO data_gaps (exchange, symbol, timeframe, gap_start, gap_end, detected_at, repaired_at, state,
                                       missing, attempts, next_try_at, confirmations, downtime_id, detected_run_id,
                                       repair_run_id, is_part)
                SELECT whole.exchange, whole.symbol, whole.timeframe, given.gap_start, given.gap_end, whole.detected_at,
                       CASE WHEN given.state = 'missing' THEN NULL ELSE coalesce(whole.repaired_at, $7) END, given.state,
                       given.missing, whole.attempts, whole.next_try_at, whole.confirmations, given.downtime_id,
                       whole.detected_run_id, whole.repair_run_id, true
                  FROM unnest($2::timestamptz[], $3::timestamptz[], $4::integer[], $5::text[],
                              $6::bigint[])
                    AS given (gap_start, gap_end, missing, state, downtime_id)
                 CROSS JOIN data_gaps whole
                 WHERE whole.id = $1
                RETURNING id, gap_start, gap_end
            )
            INSERT INTO gap_confirmations (gap_id, from_at, until_at, run_id, batch_id, request, answered_at)
            SELECT part.id, greatest(c.from_at, part.gap_start), least(c.until_at, part.gap_end), c.run_id, c.batch_id,
                   c.request, c.answered_at
              FROM part
              JOIN gap_confirmations c
                ON c.gap_id = $1
               AND c.from_at < part.gap_end
               AND c.until_at > part.gap_start
            """;

    /** Makes a gap what its pieces are; the first of them goes on under its id. */
    Future<Void> carve(Tx tx, long gap, Timeframe timeframe, List<Piece> pieces, Instant now) {
        Piece first = pieces.get(0);
        List<Piece> rest = pieces.subList(1, pieces.size());
        return tx.execute(
                        FIRST,
                        gap,
                        first.span().from(),
                        first.span().until(),
                        first.missing(timeframe),
                        first.state(),
                        first.downtime(),
                        now)
                .compose(carved -> rest.isEmpty() ? Future.succeededFuture(0) : add(tx, gap, timeframe, rest, now))
                .mapEmpty();
    }

    private static Future<Integer> add(Tx tx, long gap, Timeframe timeframe, List<Piece> rest, Instant now) {
        return tx.execute(
                REST,
                gap,
                Column.instants(rest, piece -> piece.span().from()),
                Column.instants(rest, piece -> piece.span().until()),
                Column.integers(rest, piece -> piece.missing(timeframe)),
                Column.texts(rest, Piece::state),
                Column.numbers(rest, Piece::downtime),
                now);
    }
}
