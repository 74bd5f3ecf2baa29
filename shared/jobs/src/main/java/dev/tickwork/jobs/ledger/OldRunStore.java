package dev.tickwork.jobs.ledger;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Takes old runs out of the ledger as documents, and puts them back. A document is one run with its attempts, its progress
 * and its log. Runs whose parent is not over are left, since their parent still counts them.
 */
public final class OldRunStore {
    private static final String COUNT = """
            SELECT count(*) AS runs
              FROM job_history h
             WHERE h.id < $2
               AND h.finished_at < $1
               AND NOT EXISTS (SELECT 1 FROM job_queue q WHERE q.id = h.parent)
            """;

    private static final String TAKE = """
            WITH gone AS (
                DELETE FROM job_history
                 WHERE id = ANY(ARRAY(
                       SELECT h.id
                         FROM job_history h
                        WHERE h.id < $2
                          AND h.finished_at < $1
                          AND NOT EXISTS (SELECT 1 FROM job_queue q WHERE q.id = h.parent)
                        ORDER BY h.id
                        LIMIT $3
                          FOR UPDATE SKIP LOCKED))
                RETURNING *
            ), attempts AS (
                DELETE FROM job_attempts
                 WHERE run_id IN (SELECT id FROM gone)
                RETURNING *
            ), progress AS (
                DELETE FROM job_progress
                 WHERE run_id IN (SELECT id FROM gone)
                RETURNING *
            ), lines AS (
                DELETE FROM job_log
                 WHERE run_id IN (SELECT id FROM gone)
                RETURNING *
            )
            SELECT g.finished_at,
                   jsonb_build_object('run', to_jsonb(g), 'attempts', coalesce(a.rows, '[]'),
                                      'progress', coalesce(p.rows, '[]'), 'log', coalesce(l.rows, '[]'))::text AS document
              FROM gone g
              LEFT JOIN (SELECT run_id, jsonb_agg(to_jsonb(attempts)) AS rows FROM attempts GROUP BY run_id) a
                ON a.run_id = g.id
              LEFT JOIN (SELECT run_id, jsonb_agg(to_jsonb(progress)) AS rows FROM progress GROUP BY run_id) p
                ON p.run_id = g.id
              LEFT JOIN (SELECT run_id, jsonb_agg(to_jsonb(lines)) AS rows FROM lines GROUP BY run_id) l
                ON l.run_id = g.id
             ORDER BY g.finished_at, g.id
            """;

    private static final String PUT_BACK = """
            WITH documents AS (
                SELECT document
                  FROM jsonb_array_elements($1::text::jsonb) AS d (document)
            ), runs AS (
                INSERT INTO job_history
                SELECT r.*
                  FROM documents, jsonb_populate_record(NULL::job_history, document -> 'run') r
                ON CONFLICT (id) DO NOTHING
                RETURNING id
            ), attempts AS (
                INSERT INTO job_attempts
                SELECT a.*
                  FROM documents, jsonb_populate_recordset(NULL::job_attempts, document -> 'attempts') a
                ON CONFLICT (run_id, attempt) DO NOTHING
            ), progress AS (
                INSERT INTO job_progress
                SELECT p.*
                  FROM documents, jsonb_populate_recordset(NULL::job_progress, document -> 'progress') p
                ON CONFLICT (run_id) DO NOTHING
            ), lines AS (
                INSERT INTO job_log
                SELECT l.*
                  FROM documents, jsonb_populate_recordset(NULL::job_log, document -> 'log') l
                ON CONFLICT (run_id, claim, line) DO NOTHING
            )
            SELECT count(*) AS runs
              FROM runs
            """;

    private static final String OPTIMISE = """
            VACUUM (ANALYZE) job_history, job_attempts, job_progress, job_log
            """;

    /** A run that is out of the ledger, as JSON. */
    public record OldRun(Instant endedAt, String document) {}

    /** How many runs that ended before {@code before} could be taken. */
    public Future<Long> count(Tx tx, Instant before) {
        return tx.query(COUNT, row -> row.number("runs"), before, bornBefore(before))
                .map(rows -> rows.get(0));
    }

    /**
     * Takes the oldest runs that ended before {@code before} out of the ledger. What another transaction is taking is left
     * to it.
     *
     * @return at most {@code most}, and fewer only when no more are left
     */
    public Future<List<OldRun>> take(Tx tx, Instant before, int most) {
        return tx.query(TAKE, OldRunStore::oldRun, before, bornBefore(before), most);
    }

    /**
     * Puts runs back as they were taken. Safe to repeat: what is there stays as it is.
     *
     * @param documents a JSON array of them
     * @return how many runs were not there
     */
    public Future<Integer> putBack(Tx tx, String documents) {
        return tx.query(PUT_BACK, row -> row.integer("runs"), documents).map(rows -> rows.get(0));
    }

    /** Lets the ledger's space be used again and its plans be made anew. The only statement of its session. */
    public Future<Void> optimise(Tx tx) {
        return tx.execute(OPTIMISE).mapEmpty();
    }

    // Ids begin with the moment of birth, and no run ends before it is born.
    private static UUID bornBefore(Instant moment) {
        return new UUID((moment.toEpochMilli() + 1) << Short.SIZE, 0);
    }

    private static OldRun oldRun(Row row) {
        return new OldRun(row.instant("finished_at"), row.text("document"));
    }
}
