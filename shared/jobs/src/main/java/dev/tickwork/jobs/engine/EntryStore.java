package dev.tickwork.jobs.engine;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Puts runs into {@code job_queue} on which nothing hangs, many in one statement. */
final class EntryStore {
    private static final String ADD = """
            WITH added AS (
                INSERT INTO job_queue (id, job, queue, priority, state, claim, node, enqueued_at, run_at, started_at,
                                       is_ready, trigger, asked_by, args)
                SELECT id, job, queue, priority, CASE WHEN is_here THEN 'STARTED' ELSE 'PENDING' END,
                       is_here::integer, CASE WHEN is_here THEN $10 END, $9, run_at, CASE WHEN is_here THEN $9 END,
                       NOT is_here AND run_at <= $9, trigger, asked_by, args::jsonb
                  FROM (SELECT w.id, w.job, w.priority, w.run_at, w.trigger, w.asked_by, w.args, j.queue,
                               w.is_here
                               AND (j.paused_at IS NULL OR coalesce(j.paused_until <= $9, false))
                               AND (q.paused_at IS NULL OR coalesce(q.paused_until <= $9, false))
                               AND j.cluster_limit IS NULL
                               AND q.cluster_limit IS NULL AS is_here
                          FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::timestamptz[], $5::text[], $6::text[],
                                      $7::text[], $8::boolean[])
                            AS w (id, job, priority, run_at, trigger, asked_by, args, is_here)
                          JOIN jobs j ON j.name = w.job
                          JOIN job_queues q ON q.name = j.queue) wanted
                RETURNING id, job, is_ready, state
            )
            SELECT CASE WHEN count(*) < cardinality($1)
                        THEN ARRAY(SELECT DISTINCT w.job
                                     FROM unnest($2::text[]) AS w (job)
                                    WHERE NOT EXISTS (SELECT 1 FROM jobs j WHERE j.name = w.job))
                        ELSE '{}' END AS unknown,
                   coalesce(array_agg(id) FILTER (WHERE state = 'STARTED'), '{}') AS started,
                   CASE WHEN bool_or(is_ready)
                        THEN pg_notify($11, 'ready ' || string_agg(DISTINCT job, ' ') FILTER (WHERE is_ready))::text
                        END AS told_ready,
                   CASE WHEN bool_or(NOT is_ready AND state <> 'STARTED')
                        THEN pg_notify($11, 'delayed')::text END AS told_delayed
              FROM added
            """;

    private final String node;

    EntryStore(String node) {
        this.node = node;
    }

    /**
     * Adds runs; those that this node wants to run itself are born started, unless they are paused or limited. Others are
     * told that there is something to do.
     *
     * @return what was added; a run of a job that nobody knows is not
     */
    Future<Added> add(Tx tx, List<NewRun> runs, Instant now) {
        return tx.query(
                        ADD,
                        row -> new Added(Set.copyOf(row.texts("unknown")), Set.copyOf(row.uuids("started"))),
                        Column.uuids(runs, NewRun::id),
                        Column.texts(runs, NewRun::job),
                        Column.integers(runs, NewRun::priority),
                        Column.instants(runs, NewRun::runAt),
                        Column.texts(runs, run -> run.origin().trigger().label()),
                        Column.texts(runs, run -> run.origin().askedBy()),
                        Column.texts(runs, NewRun::arguments),
                        Column.flags(runs, NewRun::isHere),
                        now,
                        node,
                        NodeEngine.CHANNEL)
                .map(rows -> rows.get(0));
    }

    /**
     * What was added.
     *
     * @param unknown jobs that nobody ever served, of which nothing was added
     * @param started runs that this node is to begin
     */
    record Added(Set<String> unknown, Set<UUID> started) {}
}
