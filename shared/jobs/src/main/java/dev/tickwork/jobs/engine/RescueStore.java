package dev.tickwork.jobs.engine;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Finds the runs whose worker is gone, and lets others take them while their attempts last. */
final class RescueStore {
    private static final String SUSPECTS = """
            SELECT r.id, r.node = $1 AS is_own, r.started_at
              FROM job_queue r
             WHERE r.state = 'STARTED'
               AND CASE WHEN r.node = $1 THEN r.started_at < $2
                        ELSE NOT EXISTS (
                            SELECT 1
                              FROM worker_nodes n
                             WHERE n.id = r.node
                               AND n.stopped_at IS NULL
                               AND n.seen_at >= $2) END
             LIMIT 2000
            """;

    private static final String RESCUE = """
            WITH gone AS (
                SELECT r.id, r.attempt, r.node, r.started_at,
                       CASE WHEN r.cancel_at IS NOT NULL THEN 'REVOKED'
                            WHEN r.attempt < j.lost_attempts THEN 'RETRY'
                            ELSE 'FAILURE' END AS fate
                  FROM job_queue r
                  JOIN jobs j ON j.name = r.job
                 WHERE r.id = ANY($1::uuid[])
                   AND r.state = 'STARTED'
                   AND (r.node = $3
                        OR NOT EXISTS (
                           SELECT 1
                             FROM worker_nodes n
                            WHERE n.id = r.node
                              AND n.stopped_at IS NULL
                              AND n.seen_at >= $4))
                   FOR UPDATE OF r SKIP LOCKED
            ), noted AS (
                INSERT INTO job_attempts (run_id, attempt, node, started_at, ended_at, error_class, error)
                SELECT id, attempt, node, started_at, $2, 'lost', 'worker lost'
                  FROM gone
                ON CONFLICT (run_id, attempt) DO NOTHING
            ), retried AS (
                UPDATE job_queue q
                   SET state = 'RETRY', attempt = q.attempt + 1, node = NULL, started_at = NULL, run_at = $2,
                       is_ready = true, held_reason = NULL
                  FROM gone g
                 WHERE q.id = g.id
                   AND g.fate = 'RETRY'
            ), over AS (
                DELETE FROM job_queue q
                 USING gone g
                 WHERE q.id = g.id
                   AND g.fate <> 'RETRY'
                RETURNING q.id, q.job, q.queue, q.priority, g.fate, q.attempt, q.node, q.enqueued_at, q.run_at,
                          q.started_at, q.rows_written, q.items_done, q.items_failed, q.schedule, q.fire_at, q.trigger,
                          q.asked_by, q.args, q.parent, q.rerun_of, q.after_run, q.cancel_at, q.cancel_by,
                          q.cancel_reason, q.unique_key
            ), kept AS (
                INSERT INTO job_history (id, job, queue, priority, state, attempt, node, enqueued_at, run_at, started_at,
                                         finished_at, rows_written, items_done, items_failed, had_result, error_class,
                                         error, schedule, fire_at, trigger, asked_by, args, parent, rerun_of,
                                         after_run, cancel_at, cancel_by, cancel_reason, unique_key)
                SELECT id, job, queue, priority, fate, attempt, node, enqueued_at, run_at, started_at, $2, rows_written,
                       items_done, items_failed, false, 'lost', 'worker lost', schedule, fire_at, trigger, asked_by,
                       args, parent, rerun_of, after_run, cancel_at, cancel_by, cancel_reason, unique_key
                  FROM over
            )
            SELECT g.id, q.job, g.attempt, g.fate AS state, g.started_at, q.schedule, 'lost' AS error_class,
                   'worker lost' AS error, j.definition ->> 'notices' AS notices,
                   coalesce((SELECT n.name FROM worker_nodes n WHERE n.id = g.node), g.node) AS node
              FROM gone g
              JOIN job_queue q ON q.id = g.id
              JOIN jobs j ON j.name = q.job
            """;

    // A run that another was quicker to rescue is locked by this nevertheless until it commits, and a claim passes it
    // over. So it is said of all that are left, not only of those that are ready by this.
    private static final String TELL_READY = """
            SELECT pg_notify($2, 'ready ' || string_agg(DISTINCT job, ' '))::text AS told
              FROM job_queue
             WHERE id = ANY($1::uuid[])
            HAVING count(*) > 0
            """;

    private static final String STRANDED = """
            SELECT DISTINCT q.after_run AS id
              FROM job_queue q
             WHERE q.after_run IS NOT NULL
               AND q.waits
               AND q.started_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM job_queue before WHERE before.id = q.after_run)
            """;

    private final String node;

    RescueStore(String node) {
        this.node = node;
    }

    /** Runs at nodes that were not seen since then or have stopped, and runs that this node has in hand for as long. */
    Future<List<Suspect>> suspects(Tx tx, Instant silentSince) {
        return tx.query(
                SUSPECTS,
                row -> new Suspect(row.uuid("id"), row.flag("is_own"), row.instant("started_at")),
                node,
                silentSince);
    }

    /**
     * Takes runs from workers that are gone: to be tried again, or failed when this was the last attempt, or revoked when
     * somebody wanted that. Those whose worker has come back are left alone. All nodes are told to look for what is ready.
     */
    Future<List<SilentEnd>> rescue(Tx tx, List<UUID> runs, Instant now, Instant silentSince) {
        Column ids = Column.uuids(runs);
        return tx.query(RESCUE, row -> SilentEnd.of(row, now), ids, now, node, silentSince)
                .compose(ends -> tx.query(TELL_READY, row -> row.text("told"), ids, NodeEngine.CHANNEL)
                        .map(ends));
    }

    /** Runs that are over although something still waits for them. */
    Future<List<UUID>> stranded(Tx tx) {
        return tx.query(STRANDED, row -> row.uuid("id"));
    }

    /** A run whose worker may be gone. */
    record Suspect(UUID id, boolean isOwn, Instant startedAt) {}
}
