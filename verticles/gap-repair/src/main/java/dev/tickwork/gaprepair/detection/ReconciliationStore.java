package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.detection.Changes.Added;
import dev.tickwork.gaprepair.detection.Reconciliation.Absorbed;
import dev.tickwork.gaprepair.detection.Reconciliation.Changed;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes {@code data_gaps} so that they say what is missing now. A gap that somebody else has changed since it was read
 * stays as it is; the next look over that finds it.
 */
final class ReconciliationStore {
    // Two looks at a time would not see what the other adds.
    private static final String ONE_AT_A_TIME = """
            SELECT pg_advisory_xact_lock(hashtextextended('data_gaps', 0))::text AS locked
            """;

    // What somebody changes right now counts as changed: who settles it may be waiting for this look to be written.
    private static final String AS_READ = """
            SELECT g.id
              FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[], $4::boolean[])
                AS given (id, gap_start, gap_end, is_settled)
              JOIN data_gaps g
                ON g.id = given.id
               AND g.gap_start = given.gap_start
               AND g.gap_end = given.gap_end
             WHERE g.state IN ('missing', 'proven-empty', 'exchange-down', 'quarantined')
               AND (g.state <> 'missing') = given.is_settled
               AND NOT g.is_in_repair
             ORDER BY g.id
               FOR UPDATE OF g SKIP LOCKED
            """;

    private static final String FREE = """
            UPDATE data_gaps g
               SET is_in_repair = false
             WHERE g.is_in_repair
               AND NOT EXISTS (SELECT 1 FROM job_queue q WHERE q.id = g.repair_run_id)
            """;

    private static final String ADD = """
            INSERT INTO data_gaps (exchange, symbol, timeframe, gap_start, gap_end, detected_at, state, missing,
                                   next_try_at, detected_run_id)
            SELECT given.exchange, given.symbol, given.timeframe, given.gap_start, given.gap_end, $7, 'missing',
                   given.missing, $7, $8
              FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::integer[])
                AS given (exchange, symbol, timeframe, gap_start, gap_end, missing)
             WHERE NOT EXISTS (
                   SELECT 1
                     FROM data_gaps g
                    WHERE g.exchange = given.exchange
                      AND g.symbol = given.symbol
                      AND g.timeframe = given.timeframe
                      AND g.gap_end > given.gap_start
                      AND g.gap_start < given.gap_end
                      AND g.state IN ('missing', 'proven-empty', 'exchange-down', 'quarantined'))
             ORDER BY given.exchange, given.symbol, given.timeframe, given.gap_start
            RETURNING exchange, symbol, timeframe, gap_start, gap_end
            """;

    private static final String SPLIT = """
            INSERT INTO data_gaps (exchange, symbol, timeframe, gap_start, gap_end, detected_at, repaired_at, state,
                                   missing, attempts, next_try_at, last_error, confirmations, downtime_id,
                                   detected_run_id, repair_run_id, is_part)
            SELECT whole.exchange, whole.symbol, whole.timeframe, given.gap_start, given.gap_end, whole.detected_at,
                   whole.repaired_at, whole.state, given.missing, whole.attempts, whole.next_try_at, whole.last_error,
                   whole.confirmations, whole.downtime_id, whole.detected_run_id, whole.repair_run_id, true
              FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[], $4::integer[])
                AS given (id, gap_start, gap_end, missing)
              JOIN data_gaps whole
                ON whole.id = given.id
             WHERE whole.state IN ('missing', 'proven-empty', 'exchange-down', 'quarantined')
               AND NOT EXISTS (
                   SELECT 1
                     FROM data_gaps g
                    WHERE g.exchange = whole.exchange
                      AND g.symbol = whole.symbol
                      AND g.timeframe = whole.timeframe
                      AND g.gap_end > given.gap_start
                      AND g.gap_start < given.gap_end
                      AND g.state IN ('missing', 'proven-empty', 'exchange-down', 'quarantined'))
             ORDER BY given.id, given.gap_start
            """;

    private static final String SPLIT_CONFIRMATIONS = """
            INSERT INTO gap_confirmations (gap_id, from_at, until_at, run_id, batch_id, request, answered_at)
            SELECT part.id, greatest(c.from_at, part.gap_start), least(c.until_at, part.gap_end), c.run_id, c.batch_id,
                   c.request, c.answered_at
              FROM unnest($1::bigint[], $2::timestamptz[]) AS given (id, gap_start)
              JOIN data_gaps whole
                ON whole.id = given.id
              JOIN data_gaps part
                ON part.exchange = whole.exchange
               AND part.symbol = whole.symbol
               AND part.timeframe = whole.timeframe
               AND part.gap_start = given.gap_start
               AND part.state = whole.state
              JOIN gap_confirmations c
                ON c.gap_id = whole.id
               AND c.from_at < part.gap_end
               AND c.until_at > part.gap_start
                ON CONFLICT DO NOTHING
            """;

    // A gap that grew has candles that nobody asked for, so it has to be proven anew.
    private static final String CHANGE = """
            UPDATE data_gaps g
               SET gap_start = given.gap_start,
                   gap_end = given.gap_end,
                   missing = given.missing,
                   confirmations = CASE WHEN given.gap_start >= g.gap_start AND given.gap_end <= g.gap_end
                                        THEN g.confirmations ELSE 0 END,
                   next_try_at = CASE WHEN given.gap_start >= g.gap_start AND given.gap_end <= g.gap_end
                                      THEN g.next_try_at ELSE least(g.next_try_at, $5) END
              FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[], $4::integer[])
                AS given (id, gap_start, gap_end, missing)
             WHERE g.id = given.id
            """;

    private static final String END = """
            UPDATE data_gaps
               SET state = $2,
                   repaired_at = $3,
                   downtime_id = NULL,
                   last_error = NULL
             WHERE id = ANY($1)
               AND state IN ('missing', 'proven-empty', 'exchange-down', 'quarantined')
               AND NOT is_in_repair
            """;

    private static final String MOVE_CONFIRMATIONS = """
            UPDATE gap_confirmations c
               SET gap_id = given.into_id
              FROM unnest($1::bigint[], $2::bigint[]) AS given (id, into_id)
             WHERE c.gap_id = given.id
               AND NOT EXISTS (SELECT 1
                                 FROM gap_confirmations other
                                WHERE other.gap_id = given.into_id
                                  AND other.run_id = c.run_id
                                  AND other.from_at = c.from_at)
            """;

    private static final String ABSORB = """
            DELETE FROM data_gaps
             WHERE id = ANY($1)
            """;

    /**
     * What became of changes.
     *
     * @param changes those that were written
     * @param refused the series of which something was not, because somebody else was faster
     */
    record Applied(Changes changes, Set<Series> refused) {}

    /** Gives back the gaps of runs that are over without having said how they ended. */
    Future<Integer> free(Tx tx) {
        return tx.execute(FREE);
    }

    /** Ends gaps that are not expected any more. */
    Future<Integer> gone(Tx tx, List<Gap> gaps, ScanMark mark) {
        return end(tx, gaps, "gone", mark);
    }

    /**
     * Writes what a look found, one look at a time. Safe to repeat.
     */
    Future<Applied> apply(Tx tx, Changes changes, ScanMark mark) {
        if (changes.isEmpty()) {
            return Future.succeededFuture(new Applied(changes, Set.of()));
        }
        return tx.query(ONE_AT_A_TIME, row -> row.text("locked"))
                .compose(locked -> changedSince(tx, changes.known()))
                .compose(others ->
                        write(tx, changes.without(others), mark).map(added -> applied(changes, others, added)));
    }

    private Future<Set<Added>> write(Tx tx, Changes changes, ScanMark mark) {
        return absorb(tx, changes.absorbed())
                .compose(absorbed -> change(tx, changes.changed(), mark))
                .compose(changed -> end(tx, changes.closed(), "repaired", mark))
                .compose(closed -> end(tx, changes.gone(), "gone", mark))
                .compose(gone -> split(tx, changes.split()))
                .compose(split -> add(tx, changes.added(), mark));
    }

    private static Applied applied(Changes wanted, Set<Gap> others, Set<Added> added) {
        Stream<Series> notAdded =
                wanted.added().stream().filter(gap -> !added.contains(gap)).map(Added::series);
        Set<Series> refused =
                Stream.concat(others.stream().map(Gap::series), notAdded).collect(Collectors.toSet());
        return new Applied(wanted.without(others).adding(added), refused);
    }

    /** Those that are not any more what they were when they were read; the others stay so until the end. */
    private Future<Set<Gap>> changedSince(Tx tx, Set<Gap> known) {
        return tx.query(
                        AS_READ,
                        row -> row.number("id"),
                        Column.numbers(known, Gap::id),
                        Column.instants(known, gap -> gap.span().from()),
                        Column.instants(known, gap -> gap.span().until()),
                        Column.flags(known, Gap::isSettled))
                .map(Set::copyOf)
                .map(asRead ->
                        known.stream().filter(gap -> !asRead.contains(gap.id())).collect(Collectors.toSet()));
    }

    private Future<Set<Added>> add(Tx tx, List<Added> added, ScanMark mark) {
        if (added.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        return tx.query(
                        ADD,
                        ReconciliationStore::added,
                        Column.texts(added, gap -> gap.series().exchange()),
                        Column.texts(added, gap -> gap.series().symbol()),
                        Column.texts(added, gap -> gap.series().timeframe().label()),
                        Column.instants(added, gap -> gap.span().from()),
                        Column.instants(added, gap -> gap.span().until()),
                        Column.integers(added, Added::missing),
                        mark.at(),
                        mark.runId())
                .map(Set::copyOf);
    }

    private static Added added(Row row) {
        var series = new Series(row.text("exchange"), row.text("symbol"), Timeframe.of(row.text("timeframe")));
        return new Added(series, new Span(row.instant("gap_start"), row.instant("gap_end")), null);
    }

    private Future<Integer> split(Tx tx, List<Added> parts) {
        if (parts.isEmpty()) {
            return Future.succeededFuture(0);
        }
        Column wholes = Column.numbers(
                parts, part -> Objects.requireNonNull(part.from()).id());
        Column starts = Column.instants(parts, part -> part.span().from());
        return tx.execute(
                        SPLIT,
                        wholes,
                        starts,
                        Column.instants(parts, part -> part.span().until()),
                        Column.integers(parts, Added::missing))
                .compose(added -> tx.execute(SPLIT_CONFIRMATIONS, wholes, starts));
    }

    private Future<Integer> change(Tx tx, List<Changed> changed, ScanMark mark) {
        if (changed.isEmpty()) {
            return Future.succeededFuture(0);
        }
        return tx.execute(
                CHANGE,
                Column.numbers(changed, change -> change.gap().id()),
                Column.instants(changed, change -> change.span().from()),
                Column.instants(changed, change -> change.span().until()),
                Column.integers(changed, change -> Changes.missing(change.gap().series(), change.span())),
                mark.at());
    }

    private Future<Integer> end(Tx tx, List<Gap> gaps, String state, ScanMark mark) {
        return gaps.isEmpty()
                ? Future.succeededFuture(0)
                : tx.execute(END, Column.numbers(gaps, Gap::id), state, mark.at());
    }

    private Future<Integer> absorb(Tx tx, List<Absorbed> absorbed) {
        if (absorbed.isEmpty()) {
            return Future.succeededFuture(0);
        }
        Column ids = Column.numbers(absorbed, one -> one.gap().id());
        return tx.execute(MOVE_CONFIRMATIONS, ids, Column.numbers(absorbed, one -> one.into()
                        .id()))
                .compose(moved -> tx.execute(ABSORB, ids));
    }
}
