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
import org.jspecify.annotations.Nullable;

/** Writes how gaps of {@code data_gaps} end, and {@code gap_confirmations}. */
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

    private static final String PRESENT = """
            SELECT count(*) AS candles
              FROM candles c
              JOIN candle_series s
                ON s.id = c.series_id
             WHERE s.exchange = $1
               AND s.symbol = $2
               AND s.timeframe = $3
               AND c.timeframe = $3
               AND c.open_time >= $4
               AND c.open_time < $5
               AND c.is_final
            """;

    private static final String CONFIRM = """
            UPDATE data_gaps
               SET confirmations = confirmations + 1,
                   attempts = attempts + 1,
                   last_error = NULL,
                   next_try_at = $2
             WHERE id = $1
            RETURNING confirmations
            """;

    private static final String EVIDENCE = """
            INSERT INTO gap_confirmations (gap_id, from_at, until_at, run_id, batch_id, request, answered_at)
            SELECT $1, $2, $3, run_id, batch_id, request, answered_at
              FROM unnest($4::uuid[], $5::bigint[], $6::text[], $7::timestamptz[])
                AS given (run_id, batch_id, request, answered_at)
                ON CONFLICT DO NOTHING
            """;

    // What is not confirmed in a row begins anew.
    private static final String FAIL = """
            UPDATE data_gaps
               SET attempts = attempts + 1,
                   confirmations = CASE WHEN $4 THEN 0 ELSE confirmations END,
                   last_error = $2,
                   next_try_at = $3
             WHERE id = $1
            """;

    private static final String POSTPONE = """
            UPDATE data_gaps
               SET is_in_repair = false,
                   last_error = $2,
                   next_try_at = $3
             WHERE id = ANY($1)
            """;

    private static final String SETTLE = """
            UPDATE data_gaps
               SET state = CASE WHEN $2::bigint IS NULL THEN 'proven-empty' ELSE 'exchange-down' END,
                   repaired_at = $3,
                   downtime_id = $2,
                   is_in_repair = false,
                   last_error = NULL
             WHERE id = $1
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

    /** How many candles of a series are there in a stretch. */
    Future<Integer> present(Tx tx, Series series, Span span) {
        return tx.query(
                        PRESENT,
                        row -> row.integer("candles"),
                        series.exchange(),
                        series.symbol(),
                        series.timeframe().label(),
                        span.from(),
                        span.until())
                .map(rows -> rows.get(0));
    }

    /**
     * Notes an answer that had the candles around a part and none in it.
     *
     * @param children the runs that got it
     * @return how often that has been so
     */
    Future<Integer> confirm(Tx tx, Part part, List<Child> children, Instant nextTry) {
        List<Child> answered =
                children.stream().filter(child -> child.answer() != null).toList();
        return tx.execute(
                        EVIDENCE,
                        part.id(),
                        part.span().from(),
                        part.span().until(),
                        Column.uuids(answered, Child::runId),
                        Column.numbers(answered, child -> child.told().batchId()),
                        Column.texts(answered, child -> child.told().request()),
                        Column.instants(answered, child -> child.told().answeredAt()))
                .compose(noted -> tx.query(CONFIRM, row -> row.integer("confirmations"), part.id(), nextTry))
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

    /** Ends a gap of which nothing is to be had. @param downtime why; null when nothing was traded */
    Future<Integer> settle(Tx tx, long gap, @Nullable Long downtime, Instant now) {
        return tx.execute(SETTLE, gap, downtime, now);
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
