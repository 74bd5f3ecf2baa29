package dev.tickwork.candleingest.retention;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.retention.OldRow;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes batches that nothing names out of {@code ingest_batches} as documents, and puts them back. */
final class BatchArchiveStore {
    private static final String ENDS = """
            SELECT min(id) AS first, max(id) AS last
              FROM ingest_batches
            HAVING count(*) > 0
            """;

    private static final String COUNT = """
            SELECT count(*) AS rows
              FROM ingest_batches AS batch
             WHERE batch.id BETWEEN $2 AND $3
               AND batch.received_at < $1
               AND NOT EXISTS (
                   SELECT 1
                     FROM named_batches AS named
                    WHERE named.batch_id = batch.id
                      AND named.batch_id BETWEEN $2 AND $3)
            """;

    private static final String TAKE = """
            WITH gone AS (
                DELETE FROM ingest_batches AS batch
                 WHERE batch.id BETWEEN $2 AND $3
                   AND batch.received_at < $1
                   AND NOT EXISTS (
                       SELECT 1
                         FROM named_batches AS named
                        WHERE named.batch_id = batch.id
                          AND named.batch_id BETWEEN $2 AND $3)
                RETURNING batch.*
            )
            SELECT received_at, to_jsonb(gone)::text AS document
              FROM gone
             ORDER BY id
            """;

    private static final String PUT_BACK = """
            INSERT INTO ingest_batches (id, kind, run_id, attempt, session_id, node, source, request, received_at)
            OVERRIDING SYSTEM VALUE
            SELECT id, kind, run_id, attempt, session_id, node, source, request, received_at
              FROM jsonb_populate_recordset(NULL::ingest_batches, $1::text::jsonb)
                ON CONFLICT (id) DO NOTHING
            """;

    private static final String OPTIMISE = """
            VACUUM (ANALYZE) ingest_batches
            """;

    /**
     * Some ids that follow each other.
     *
     * @param last included
     */
    record Stretch(long first, long last) {
        boolean isEmpty() {
            return first > last;
        }

        Stretch begin(int most) {
            return new Stretch(first, Math.min(last, first + most - 1));
        }

        Stretch behind(int most) {
            return new Stretch(first + most, last);
        }
    }

    /** All ids that there are; empty when there are none. */
    Future<Optional<Stretch>> ids(Tx tx) {
        return tx.first(ENDS, row -> new Stretch(row.number("first"), row.number("last")));
    }

    /** How many of a stretch came before a moment and are not named. */
    Future<Long> count(Tx tx, Instant before, Stretch ids) {
        return tx.first(COUNT, row -> row.number("rows"), before, ids.first(), ids.last())
                .map(Optional::orElseThrow);
    }

    /** Deletes them. */
    Future<List<OldRow>> take(Tx tx, Instant before, Stretch ids) {
        return tx.query(TAKE, BatchArchiveStore::toOldRow, before, ids.first(), ids.last());
    }

    /** Inserts those that are not there. @return how many */
    Future<Integer> putBack(Tx tx, String rows) {
        return tx.execute(PUT_BACK, rows);
    }

    Future<Void> optimise(Tx tx) {
        return tx.execute(OPTIMISE).mapEmpty();
    }

    private static OldRow toOldRow(Row row) {
        return new OldRow(row.instant("received_at"), row.text("document"));
    }
}
