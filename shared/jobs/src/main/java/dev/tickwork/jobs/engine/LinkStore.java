package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.engine.EndingStore.EndedRun;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What hangs between runs: parents that wait for their children, chains, and keys that stand in the way of others. */
final class LinkStore {
    private static final String AWAIT = """
            WITH own AS (
                SELECT o.*, $1::text AS node
                  FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::integer[], $6::integer[], $7::integer[],
                              $8::boolean[])
                    AS o (id, claim, result, rows_written, items_done, items_failed, tolerates)
                OFFSET 0
            )
            UPDATE job_queue q
               SET state = 'PENDING', waits = true, is_ready = false, node = NULL, held_reason = 'waits for its children',
                   result = o.result::jsonb, rows_written = o.rows_written, items_done = o.items_done,
                   items_failed = o.items_failed, tolerates_failures = o.tolerates
              FROM own o
             WHERE q.id = o.id
               AND q.claim = o.claim
               AND q.node = o.node
            RETURNING q.id
            """;

    private static final String COUNT_DOWN = """
            WITH over AS (
                SELECT parent AS id, count(*)::integer AS children
                  FROM job_history
                 WHERE id = ANY($1::uuid[])
                   AND parent IS NOT NULL
                 GROUP BY parent
            ), locked AS (
                SELECT q.id
                  FROM job_queue q
                  JOIN over o ON o.id = q.id
                 ORDER BY q.id
                   FOR NO KEY UPDATE OF q
            )
            UPDATE job_queue q
               SET open_children = q.open_children - o.children
              FROM over o
              JOIN locked l ON l.id = o.id
             WHERE q.id = o.id
            RETURNING q.id
            """;

    private static final String END_PARENTS = """
            WITH ready AS (
                SELECT q.id, c.children, c.failed, c.revoked
                  FROM job_queue q
                 CROSS JOIN LATERAL (
                        SELECT count(*) AS children,
                               count(*) FILTER (WHERE h.state = 'FAILURE') AS failed,
                               count(*) FILTER (WHERE h.state = 'REVOKED') AS revoked
                          FROM job_history h
                         WHERE h.parent = q.id) c
                 WHERE q.id = ANY($1::uuid[])
                   AND q.waits
                   AND q.started_at IS NOT NULL
                   AND q.open_children = 0
                   FOR UPDATE OF q
            ), gone AS (
                DELETE FROM job_queue q
                 USING ready r
                 WHERE q.id = r.id
                RETURNING q.id, q.job, q.queue, q.priority,
                          CASE WHEN q.cancel_at IS NOT NULL THEN 'REVOKED'
                               WHEN r.failed + r.revoked > 0 AND NOT q.tolerates_failures THEN 'FAILURE'
                               ELSE 'SUCCESS' END AS state,
                          q.attempt, q.enqueued_at, q.run_at, q.started_at, q.rows_written, q.items_done,
                          q.items_failed,
                          coalesce(q.result, '{}') || jsonb_build_object('children', r.children,
                              'children_failed', r.failed, 'children_revoked', r.revoked) AS result,
                          r.failed + r.revoked AS trouble, r.children, q.schedule, q.fire_at, q.trigger, q.asked_by,
                          q.args, q.parent, q.rerun_of, q.after_run, q.cancel_at, q.cancel_by, q.cancel_reason,
                          q.unique_key
            ), kept AS (
                INSERT INTO job_history (id, job, queue, priority, state, attempt, enqueued_at, run_at, started_at,
                                         finished_at, rows_written, items_done, items_failed, result, had_result,
                                         error_class, error, schedule, fire_at, trigger, asked_by, args, parent,
                                         rerun_of, after_run, cancel_at, cancel_by, cancel_reason, unique_key)
                SELECT id, job, queue, priority, state, attempt, enqueued_at, run_at, started_at, $2, rows_written,
                       items_done, items_failed, result, true, CASE WHEN state = 'FAILURE' THEN 'children' END,
                       CASE WHEN state = 'FAILURE' THEN trouble || ' of ' || children || ' children did not succeed' END,
                       schedule, fire_at, trigger, asked_by, args, parent, rerun_of, after_run, cancel_at, cancel_by,
                       cancel_reason, unique_key
                  FROM gone
            )
            SELECT g.id, g.job, g.state, g.attempt, NULL::text AS node, g.started_at, g.schedule,
                   CASE WHEN g.state = 'FAILURE' THEN 'children' END AS error_class,
                   CASE WHEN g.state = 'FAILURE'
                        THEN g.trouble || ' of ' || g.children || ' children did not succeed' END AS error,
                   j.definition ->> 'notices' AS notices
              FROM gone g
              JOIN jobs j ON j.name = g.job
            """;

    private static final String GO_ON = """
            WITH next AS (
                UPDATE job_queue q
                   SET waits = false, is_ready = q.run_at <= $2, held_reason = NULL
                 WHERE q.after_run = ANY($1::uuid[])
                   AND q.waits
                   AND q.started_at IS NULL
                   AND (q.after_failure
                        OR EXISTS (SELECT 1 FROM job_history h WHERE h.id = q.after_run AND h.state = 'SUCCESS'))
                RETURNING q.job
            ), told AS (
                SELECT pg_notify($3, 'ready ' || string_agg(DISTINCT job, ' '))::text AS told
                  FROM next
                HAVING count(*) > 0
            )
            SELECT (SELECT count(*) FROM next) AS next, (SELECT count(told) FROM told) AS told
            """;

    private static final String CALL_OFF = """
            WITH gone AS (
                DELETE FROM job_queue q
                 USING job_history h
                 WHERE q.after_run = ANY($1::uuid[])
                   AND h.id = q.after_run
                   AND q.waits
                   AND q.started_at IS NULL
                   AND h.state <> 'SUCCESS'
                   AND NOT q.after_failure
                RETURNING q.id, q.job, q.queue, q.priority, q.attempt, q.enqueued_at, q.run_at, q.trigger, q.asked_by,
                          q.args, q.parent, q.rerun_of, q.after_run, q.unique_key
            ), kept AS (
                INSERT INTO job_history (id, job, queue, priority, state, attempt, enqueued_at, run_at, finished_at,
                                         rows_written, items_done, items_failed, had_result, error_class, error,
                                         trigger, asked_by, args, parent, rerun_of, after_run, unique_key)
                SELECT id, job, queue, priority, 'REVOKED', attempt, enqueued_at, run_at, $2, 0, 0, 0, false, 'chain',
                       'the run before it in its chain did not succeed', trigger, asked_by, args, parent, rerun_of,
                       after_run, unique_key
                  FROM gone
            )
            SELECT id, job, 'REVOKED' AS state, attempt, NULL::text AS node, NULL::timestamptz AS started_at,
                   NULL::text AS schedule, 'chain' AS error_class,
                   'the run before it in its chain did not succeed' AS error, NULL::text AS notices
              FROM gone
            """;

    private final String node;

    LinkStore(String node) {
        this.node = node;
    }

    /** Lets runs wait whose own work is done. @return those that were ours */
    Future<List<UUID>> await(Tx tx, List<EndedRun> runs) {
        return tx.query(
                AWAIT,
                row -> row.uuid("id"),
                node,
                Column.uuids(runs, run -> run.identity().id()),
                Column.integers(runs, run -> run.identity().claim()),
                Column.texts(runs, run -> figures(run).result()),
                Column.integers(runs, run -> figures(run).rowsWritten()),
                Column.integers(runs, run -> figures(run).itemsDone()),
                Column.integers(runs, run -> figures(run).itemsFailed()),
                Column.flags(runs, run -> ((Ending.Awaiting) run.ending()).toleratesFailures()));
    }

    /** Lets the next in a chain begin. @return how many there are */
    Future<Integer> goOn(Tx tx, List<UUID> over, Instant at) {
        return tx.query(GO_ON, row -> row.integer("next"), Column.uuids(over), at, NodeEngine.CHANNEL)
                .map(rows -> rows.get(0));
    }

    /** Calls the next in a chain off that needs a success before it. */
    Future<List<SilentEnd>> callOff(Tx tx, List<UUID> over, Instant at) {
        return tx.query(CALL_OFF, row -> SilentEnd.of(row, at), Column.uuids(over), at);
    }

    /** Parents have so many children less that are not over. @return the parents, held until the transaction ends */
    Future<List<UUID>> countDown(Tx tx, List<UUID> children) {
        return tx.query(COUNT_DOWN, row -> row.uuid("id"), Column.uuids(children));
    }

    /** Ends those that wait and of whose children none is left. */
    Future<List<SilentEnd>> endParents(Tx tx, List<UUID> parents, Instant at) {
        return parents.isEmpty()
                ? Future.succeededFuture(List.of())
                : tx.query(END_PARENTS, row -> SilentEnd.of(row, at), Column.uuids(parents), at);
    }

    private static Figures figures(EndedRun run) {
        return ((Ending.Awaiting) run.ending()).figures();
    }
}
