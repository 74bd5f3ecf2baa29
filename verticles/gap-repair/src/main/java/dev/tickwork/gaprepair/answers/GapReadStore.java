package dev.tickwork.gaprepair.answers;

import dev.tickwork.gaprepair.answers.GapOperations.ListQuestion;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads {@code data_gaps}, {@code gap_confirmations} and {@code downtimes} for people. */
final class GapReadStore {
    private static final String GAPS = """
            SELECT id, exchange, symbol, timeframe, gap_start, gap_end, detected_at, repaired_at, state, missing, attempts,
                   CASE WHEN state = 'missing' THEN next_try_at END AS next_try_at,
                   CASE WHEN state = 'quarantined'
                        THEN quarantine_words(exchange, symbol, timeframe, gap_start, gap_end)
                        ELSE last_error END AS last_error,
                   confirmations, downtime_id, detected_run_id, repair_run_id
              FROM data_gaps
            """;

    private static final String PAGE = GAPS + """
             WHERE id < $1
               AND ($2::boolean IS NULL OR (repaired_at IS NOT NULL) = $2)
               AND ($3::text IS NULL OR symbol = $3)
               AND ($4::text IS NULL OR timeframe = $4)
               AND ($5::text IS NULL OR state = $5)
             ORDER BY id DESC
             LIMIT $6
            """;

    private static final String ONE = GAPS + """
             WHERE id = $1
            """;

    private static final String COLLECTED = """
            SELECT s.id
              FROM candle_series s
             WHERE s.exchange = $1
               AND s.symbol = $2
               AND s.timeframe = $3
               AND s.removed_at IS NULL
            """;

    private static final String CONFIRMED = """
            SELECT from_at, until_at, run_id, batch_id, request, answered_at
              FROM gap_confirmations
             WHERE gap_id = $1
             ORDER BY answered_at, from_at
            """;

    private static final String DOWNTIMES = """
            SELECT id, exchange, from_at, until_at, evidence, noticed_at
              FROM downtimes
             WHERE id < $1
             ORDER BY id DESC
             LIMIT $2
            """;

    /** An answer that had the candles around a gap and none in it. */
    record Confirmation(
            Instant from,
            Instant until,
            UUID runId,
            @Nullable Long batchId,
            String request,
            Instant answeredAt) {}

    /** When an exchange was down; {@code until} is null while it is. */
    record Downtime(
            long id,
            String exchange,
            Instant from,
            @Nullable Instant until,
            String evidence,
            Instant noticedAt) {}

    /** The newest first. @param before the id that the page before ended with */
    Future<List<GapItem>> page(Tx tx, ListQuestion question, long before, int rows) {
        return tx.query(
                PAGE,
                GapReadStore::gap,
                before,
                question.repaired(),
                question.symbol(),
                question.timeframe(),
                question.state(),
                rows);
    }

    Future<Optional<GapItem>> find(Tx tx, long id) {
        return tx.first(ONE, GapReadStore::gap, id);
    }

    /** Whether the series of a gap is collected. */
    Future<Boolean> isCollected(Tx tx, GapItem gap) {
        return tx.first(COLLECTED, row -> row.integer("id"), gap.exchange(), gap.symbol(), gap.timeframe())
                .map(Optional::isPresent);
    }

    /** The oldest first. */
    Future<List<Confirmation>> confirmed(Tx tx, long gap) {
        return tx.query(CONFIRMED, GapReadStore::confirmation, gap);
    }

    /** The newest first. */
    Future<List<Downtime>> downtimes(Tx tx, long before, int rows) {
        return tx.query(DOWNTIMES, GapReadStore::downtime, before, rows);
    }

    private static GapItem gap(Row row) {
        return new GapItem(
                row.number("id"),
                row.text("exchange"),
                row.text("symbol"),
                row.text("timeframe"),
                row.instant("gap_start"),
                row.instant("gap_end"),
                row.instant("detected_at"),
                row.instantOrNull("repaired_at"),
                row.text("state"),
                row.integer("missing"),
                row.integer("attempts"),
                row.instantOrNull("next_try_at"),
                row.textOrNull("last_error"),
                row.integer("confirmations"),
                row.numberOrNull("downtime_id"),
                row.uuid("detected_run_id"),
                row.uuidOrNull("repair_run_id"));
    }

    private static Confirmation confirmation(Row row) {
        return new Confirmation(
                row.instant("from_at"),
                row.instant("until_at"),
                row.uuid("run_id"),
                row.numberOrNull("batch_id"),
                row.text("request"),
                row.instant("answered_at"));
    }

    private static Downtime downtime(Row row) {
        return new Downtime(
                row.number("id"),
                row.text("exchange"),
                row.instant("from_at"),
                row.instantOrNull("until_at"),
                row.text("evidence"),
                row.instant("noticed_at"));
    }
}
