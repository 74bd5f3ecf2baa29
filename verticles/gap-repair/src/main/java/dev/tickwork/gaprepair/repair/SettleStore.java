package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Writes how gaps of {@code data_gaps} end. */
final class SettleStore {
    private static final String RELEASE = """
            UPDATE data_gaps
               SET is_in_repair = false
             WHERE id = ANY($1)
               AND repair_run_id = $2
               AND is_in_repair
            RETURNING id
            """;

    private static final String PARTS = """
            SELECT g.id, g.exchange, g.symbol, g.timeframe, g.gap_start, g.gap_end, g.state, g.attempts, g.confirmations
              FROM data_gaps g
             WHERE g.repair_run_id = $1
               AND NOT g.is_in_repair
               AND g.exchange = $2
               AND g.symbol = $3
               AND g.timeframe = $4
               AND g.gap_end > $5
               AND g.gap_start < $6
             ORDER BY g.gap_start
            """;

    private static final String EXPLAINED = """
            SELECT (SELECT count(*)
                      FROM candles c
                     WHERE c.series_id = s.id
                       AND c.timeframe = $3
                       AND c.open_time >= $4
                       AND c.open_time < $5
                       AND c.is_final)
                   + (SELECT count(DISTINCT q.open_time)
                        FROM candle_quarantine q
                       WHERE q.series_id = s.id
                         AND q.open_time >= $4
                         AND q.open_time < $5
                         AND q.state IN ('waiting', 'rejected')
                         AND NOT EXISTS (SELECT 1
                                           FROM candles c
                                          WHERE c.series_id = s.id
                                            AND c.timeframe = $3
                                            AND c.open_time = q.open_time
                                            AND c.is_final)) AS candles
              FROM candle_series s
             WHERE s.exchange = $1
               AND s.symbol = $2
               AND s.timeframe = $3
            """;

    // What is not confirmed in a row begins anew; else the next confirmation comes no sooner because of it.
    private static final String FAIL = """
            UPDATE data_gaps
               SET attempts = attempts + 1,
                   confirmations = CASE WHEN $4 THEN 0 ELSE confirmations END,
                   last_error = $2,
                   next_try_at = CASE WHEN $4 OR confirmations = 0 THEN $3 ELSE greatest(next_try_at, $3) END
             WHERE id = $1
            """;

    private static final String POSTPONE = """
            UPDATE data_gaps
               SET is_in_repair = false,
                   repair_run_id = NULL,
                   last_error = $2,
                   next_try_at = $3
             WHERE id = ANY($1)
            """;

    /** Takes gaps out of the hands of a run, which can be done once. @return those that it had */
    Future<List<Long>> release(Tx tx, UUID runId, List<Long> gaps) {
        return tx.query(RELEASE, row -> row.number("id"), Column.numbers(gaps, id -> id), runId);
    }

    /** What a gap that a run asked for has become, in order. */
    Future<List<Part>> parts(Tx tx, UUID runId, TakenGap gap) {
        Series series = gap.series();
        return tx.query(
                PARTS,
                SettleStore::part,
                runId,
                series.exchange(),
                series.symbol(),
                series.timeframe().label(),
                gap.span().from(),
                gap.span().until());
    }

    /** How many candles of a series are there in a stretch, or are known not to be because they are doubted. */
    Future<Integer> explained(Tx tx, Series series, Span span) {
        return tx.query(
                        EXPLAINED,
                        row -> row.integer("candles"),
                        series.exchange(),
                        series.symbol(),
                        series.timeframe().label(),
                        span.from(),
                        span.until())
                .map(rows -> rows.get(0));
    }

    /**
     * Notes an attempt in vain.
     *
     * @param isHeard whether the exchange answered, so that what it confirmed before does not count any more
     */
    Future<Integer> fail(Tx tx, Part part, String why, Instant nextTry, boolean isHeard) {
        return tx.execute(FAIL, part.id(), why, nextTry, isHeard);
    }

    /** Gives gaps back that nobody asked for, to be looked at later. */
    Future<Integer> postpone(Tx tx, List<Long> gaps, String why, Instant nextTry) {
        return tx.execute(POSTPONE, Column.numbers(gaps, id -> id), why, nextTry);
    }

    private static Part part(Row row) {
        var series = new Series(row.text("exchange"), row.text("symbol"), Timeframe.of(row.text("timeframe")));
        return new Part(
                row.number("id"),
                series,
                new Span(row.instant("gap_start"), row.instant("gap_end")),
                row.text("state"),
                row.integer("attempts"),
                row.integer("confirmations"));
    }
}
