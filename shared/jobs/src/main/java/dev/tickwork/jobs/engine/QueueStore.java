package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.JobQueue;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes ready in {@code job_queue} by itself, and how many of it a node may run. Each call is one statement. */
final class QueueStore {
    private static final String NODE_LIMITS = """
            SELECT name, node_limit
              FROM job_queues
             WHERE node_limit IS NOT NULL
            """;

    private static final String RIPEN = """
            WITH ripe AS (
                UPDATE job_queue q
                   SET is_ready = true, held_reason = NULL
                 WHERE q.id = ANY(ARRAY(
                       SELECT id
                         FROM job_queue
                        WHERE NOT is_ready
                          AND NOT waits
                          AND state <> 'STARTED'
                          AND run_at <= $1
                        ORDER BY run_at
                        LIMIT $2
                          FOR UPDATE SKIP LOCKED))
                RETURNING job
            ), told AS (
                SELECT pg_notify($3, 'ready ' || string_agg(DISTINCT job, ' '))::text AS told
                  FROM ripe
                HAVING count(*) > 0
            )
            SELECT (SELECT count(*) FROM ripe) AS ripe, (SELECT count(told) FROM told) AS told
            """;

    // What is paused until a moment is looked at again then, for nobody else would.
    private static final String NEXT_DELAYED = """
            SELECT least(
                       (SELECT min(run_at)
                          FROM job_queue
                         WHERE NOT is_ready
                           AND NOT waits
                           AND state <> 'STARTED'),
                       (SELECT min(paused_until) FROM jobs WHERE paused_until > $1),
                       (SELECT min(paused_until) FROM job_queues WHERE paused_until > $1)) AS run_at
            """;

    /** How many runs of a queue go on at a time on each node, where an operator decided that. */
    Future<Map<JobQueue, Integer>> nodeLimits(Tx tx) {
        return tx.query(NODE_LIMITS, row -> Map.entry(JobQueue.of(row.text("name")), row.integer("node_limit")))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Makes runs ready whose moment has come, and tells all nodes. @return how many, up to {@code most} */
    Future<Integer> ripen(Tx tx, Instant now, int most) {
        return tx.query(RIPEN, row -> row.integer("ripe"), now, most, NodeEngine.CHANNEL)
                .map(rows -> rows.get(0));
    }

    /** When the next run may become ready, or the next pause ends; empty when nothing will by itself. */
    Future<Optional<Instant>> nextDelayed(Tx tx, Instant now) {
        return tx.query(NEXT_DELAYED, row -> Optional.ofNullable(row.instantOrNull("run_at")), now)
                .map(rows -> rows.get(0));
    }
}
