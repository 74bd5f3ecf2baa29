package dev.tickwork.gaprepair.repair;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;

/** Writes {@code gap_confirmations}, and how many of them count for a gap of {@code data_gaps}. */
final class ConfirmationStore {
    // Who insists may ask again at once; such an answer proves nothing more, and the gap waits as it did.
    // What waits only because it could not be asked for counts as soon as its last answer is old enough.
    private static final String CONFIRM = """
            WITH judged AS (
                SELECT g.id,
                       g.confirmations > 0
                       AND g.next_try_at > $3
                       AND EXISTS (SELECT 1
                                     FROM gap_confirmations c
                                    WHERE c.gap_id = g.id
                                      AND c.answered_at > $4) AS is_early
                  FROM data_gaps g
                 WHERE g.id = $1
            )
            UPDATE data_gaps g
               SET confirmations = CASE WHEN judged.is_early THEN g.confirmations ELSE g.confirmations + 1 END,
                   attempts = g.attempts + 1,
                   last_error = NULL,
                   next_try_at = CASE WHEN judged.is_early THEN g.next_try_at ELSE $2 END
              FROM judged
             WHERE g.id = judged.id
            RETURNING g.confirmations
            """;

    private static final String EVIDENCE = """
            INSERT INTO gap_confirmations (gap_id, from_at, until_at, run_id, batch_id, request, answered_at)
            SELECT $1, $2, $3, run_id, batch_id, request, answered_at
              FROM unnest($4::uuid[], $5::bigint[], $6::text[], $7::timestamptz[])
                AS given (run_id, batch_id, request, answered_at)
                ON CONFLICT DO NOTHING
            """;

    /**
     * Notes an answer that had the candles around a part and none in it.
     *
     * @param children the runs that got it
     * @return how often that has been so, far enough apart
     */
    Future<Integer> confirm(Tx tx, Part part, List<Child> children, Patience.Spacing spacing) {
        List<Child> answered =
                children.stream().filter(child -> child.answer() != null).toList();
        return count(tx, part, spacing).compose(confirmations -> tx.execute(
                        EVIDENCE,
                        part.id(),
                        part.span().from(),
                        part.span().until(),
                        Column.uuids(answered, Child::runId),
                        Column.numbers(answered, child -> child.told().batchId()),
                        Column.texts(answered, child -> child.told().request()),
                        Column.instants(answered, child -> child.told().answeredAt()))
                .map(confirmations));
    }

    /** Before the answer is noted, which is not to be taken for an earlier one. */
    private static Future<Integer> count(Tx tx, Part part, Patience.Spacing spacing) {
        return tx.query(
                        CONFIRM,
                        row -> row.integer("confirmations"),
                        part.id(),
                        spacing.next(),
                        spacing.due(),
                        spacing.last())
                .map(rows -> rows.get(0));
    }
}
