package dev.tickwork.pricefetcher;

import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.retention.OldRow;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Takes old prices out of {@code quotes_history} as documents, and puts them back. */
final class QuoteArchiveStore {
    private static final String COUNT = """
            SELECT count(*) AS rows
              FROM quotes_history
             WHERE as_of < $1
            """;

    // Symbol by symbol along the primary key: each file costs the same, however many prices are left.
    private static final String TAKE = """
            WITH RECURSIVE symbols AS (
                (SELECT symbol FROM quotes_history ORDER BY symbol LIMIT 1)
                 UNION ALL
                SELECT (SELECT q.symbol FROM quotes_history q WHERE q.symbol > s.symbol ORDER BY q.symbol LIMIT 1)
                  FROM symbols s
                 WHERE s.symbol IS NOT NULL
            ), gone AS (
                DELETE FROM quotes_history
                 WHERE ctid = ANY(ARRAY(
                       SELECT old.ctid
                         FROM symbols s
                        CROSS JOIN LATERAL (
                              SELECT q.ctid
                                FROM quotes_history q
                               WHERE q.symbol = s.symbol
                                 AND q.as_of < $1
                               ORDER BY q.as_of, q.source
                               LIMIT $2
                                 FOR UPDATE SKIP LOCKED) old
                        LIMIT $2))
                RETURNING *
            )
            SELECT as_of, to_jsonb(gone)::text AS document
              FROM gone
             ORDER BY symbol, as_of, source
            """;

    private static final String PUT_BACK = """
            INSERT INTO quotes_history (symbol, as_of, source, price, previous_close, received_at, run_id)
            SELECT symbol, as_of, source, price, previous_close, received_at, run_id
              FROM jsonb_populate_recordset(NULL::quotes_history, $1::text::jsonb)
            ON CONFLICT (symbol, as_of, source) DO NOTHING
            """;

    private static final String OPTIMISE = """
            VACUUM (ANALYZE) quotes_history
            """;

    /** How many prices are older than {@code before}. */
    Future<Long> count(Tx tx, Instant before) {
        return tx.query(COUNT, row -> row.number("rows"), before).map(rows -> rows.get(0));
    }

    /** Deletes prices before a moment, symbol by symbol and of each the oldest first, {@code most} at most; answers them. */
    Future<List<OldRow>> take(Tx tx, Instant before, int most) {
        return tx.query(TAKE, row -> new OldRow(row.instant("as_of"), row.text("document")), before, most);
    }

    /** Puts prices back as they were taken; safe to repeat. @return how many were not there */
    Future<Integer> putBack(Tx tx, String documents) {
        return tx.execute(PUT_BACK, documents);
    }

    /** Lets the table's space be used again and its plans be made anew. The only statement of its session. */
    Future<Void> optimise(Tx tx) {
        return tx.execute(OPTIMISE).mapEmpty();
    }
}
