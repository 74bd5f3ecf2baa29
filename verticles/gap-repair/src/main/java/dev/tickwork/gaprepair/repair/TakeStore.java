package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives gaps of {@code data_gaps} to the runs that repair them. */
final class TakeStore {
    // What a backfill has still to bring nobody else asks for, unless a single gap is wanted.
    private static final String REOPEN = """
            UPDATE data_gaps g
               SET state = 'missing',
                   repaired_at = NULL,
                   downtime_id = NULL,
                   next_try_at = $1
             WHERE g.state IN ('proven-empty', 'exchange-down', 'quarantined')
               AND ($2::bigint IS NULL OR g.id = $2)
               AND ($3::text IS NULL OR (g.exchange = $3 AND g.symbol = $4 AND g.timeframe = $5))
               AND ($6::timestamptz IS NULL OR g.gap_end > $6)
               AND ($7::timestamptz IS NULL OR g.gap_start < $7)
               AND ($2::bigint IS NOT NULL
                    OR NOT is_still_to_load(g.exchange, g.symbol, g.timeframe, g.gap_start, g.gap_end))
            """;

    private static final String WAIT = """
            UPDATE data_gaps g
               SET last_error = 'waits for ' || s.symbol || '/' || s.built_from
              FROM candle_series s
             WHERE s.exchange = g.exchange
               AND s.symbol = g.symbol
               AND s.timeframe = g.timeframe
               AND s.built_from IS NOT NULL
               AND g.state = 'missing'
               AND NOT g.is_in_repair
               AND g.last_error IS DISTINCT FROM 'waits for ' || s.symbol || '/' || s.built_from
               AND waits_for_parts(g.exchange, g.symbol, g.timeframe, g.gap_start, g.gap_end)
            """;

    // What a run held that is over is free again. Where a backfill has still to come gaps wait as in REOPEN.
    // What waits for others takes no place of those that can be asked for.
    private static final String TAKE = """
            UPDATE data_gaps
               SET is_in_repair = true,
                   repair_run_id = $1
             WHERE id IN (
                   SELECT g.id
                     FROM data_gaps g
                    WHERE g.state = 'missing'
                      AND ($2::timestamptz IS NULL OR g.next_try_at <= $2)
                      AND ($3::bigint IS NULL OR g.id = $3)
                      AND ($4::text IS NULL OR (g.exchange = $4 AND g.symbol = $5 AND g.timeframe = $6))
                      AND ($7::timestamptz IS NULL OR g.gap_end > $7)
                      AND ($8::timestamptz IS NULL OR g.gap_start < $8)
                      AND (NOT g.is_in_repair
                           OR NOT EXISTS (SELECT 1 FROM job_queue q WHERE q.id = g.repair_run_id))
                      AND ($3::bigint IS NOT NULL
                           OR NOT is_still_to_load(g.exchange, g.symbol, g.timeframe, g.gap_start, g.gap_end))
                      AND NOT waits_for_parts(g.exchange, g.symbol, g.timeframe, g.gap_start, g.gap_end)
                    ORDER BY g.gap_start DESC, g.id
                    LIMIT $9
                      FOR UPDATE SKIP LOCKED)
            """;

    private static final String TAKEN = """
            SELECT g.id, g.exchange, g.symbol, g.timeframe, g.gap_start, g.gap_end, s.built_from,
                   (SELECT c.open_time
                      FROM candles c
                     WHERE c.series_id = s.id
                       AND c.timeframe = g.timeframe
                       AND c.open_time < g.gap_start
                       AND c.is_final
                     ORDER BY c.open_time DESC
                     LIMIT 1) AS before_open,
                   (SELECT c.open_time
                      FROM candles c
                     WHERE c.series_id = s.id
                       AND c.timeframe = g.timeframe
                       AND c.open_time >= g.gap_end
                       AND c.is_final
                     ORDER BY c.open_time
                     LIMIT 1) AS after_open
              FROM data_gaps g
              JOIN candle_series s
                ON s.exchange = g.exchange
               AND s.symbol = g.symbol
               AND s.timeframe = g.timeframe
             WHERE g.repair_run_id = $1
               AND g.is_in_repair
               AND g.state = 'missing'
             ORDER BY g.gap_start DESC, g.id
            """;

    /** Lets settled gaps be asked for once more. Safe to repeat. */
    Future<Integer> reopen(Tx tx, Wanted wanted, Instant now) {
        Series series = wanted.series();
        Span span = wanted.span();
        return tx.execute(
                REOPEN,
                now,
                wanted.gap(),
                series == null ? null : series.exchange(),
                series == null ? null : series.symbol(),
                series == null ? null : series.timeframe().label(),
                span == null ? null : span.from(),
                span == null ? null : span.until());
    }

    /** Notes of built candles that those come first that they are built from. Safe to repeat. @return how many are new */
    Future<Integer> noteWaiting(Tx tx) {
        return tx.execute(WAIT);
    }

    /** Gives open gaps to a run, unless another run has them that goes on, or they wait for others. @return how many */
    Future<Integer> take(Tx tx, UUID runId, Wanted wanted) {
        Series series = wanted.series();
        Span span = wanted.span();
        return tx.execute(
                TAKE,
                runId,
                wanted.due(),
                wanted.gap(),
                series == null ? null : series.exchange(),
                series == null ? null : series.symbol(),
                series == null ? null : series.timeframe().label(),
                span == null ? null : span.from(),
                span == null ? null : span.until(),
                wanted.most() == 0 ? null : (Long) (long) wanted.most());
    }

    /** The gaps that a run has and has not settled yet, the newest first. */
    Future<List<TakenGap>> taken(Tx tx, UUID runId) {
        return tx.query(TAKEN, TakeStore::gap, runId);
    }

    private static TakenGap gap(Row row) {
        var series = new Series(row.text("exchange"), row.text("symbol"), Timeframe.of(row.text("timeframe")));
        var span = new Span(row.instant("gap_start"), row.instant("gap_end"));
        return new TakenGap(
                row.number("id"),
                series,
                span,
                timeframe(row.textOrNull("built_from")),
                row.instantOrNull("before_open"),
                row.instantOrNull("after_open"));
    }

    private static @Nullable Timeframe timeframe(@Nullable String label) {
        return label == null ? null : Timeframe.of(label);
    }
}
