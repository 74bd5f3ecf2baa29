package dev.tickwork.jobs.ledger;

import dev.tickwork.jobs.ledger.ActiveTask.Kind;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Lists what is being done and what waits: at most 100 of each kind, the oldest first. */
public final class ActiveTaskStore {
    private static final String OLDEST = """
            (SELECT 'ACTIVE' AS kind, coalesce(n.name, q.node) AS place, q.id, q.job, q.state, q.queue, q.attempt,
                    q.started_at, NULL::timestamptz AS eta
               FROM job_queue q
               LEFT JOIN worker_nodes n ON n.id = q.node
              WHERE q.state = 'STARTED'
              ORDER BY q.id
              LIMIT 100)
             UNION ALL
            (SELECT 'SCHEDULED' AS kind, queue AS place, id, job, state, queue, attempt, started_at,
                    CASE WHEN run_at > $1 THEN run_at END AS eta
               FROM job_queue
              WHERE state <> 'STARTED'
                AND (waits OR run_at > $1)
              ORDER BY id
              LIMIT 100)
             UNION ALL
            (SELECT 'RESERVED' AS kind, queue AS place, id, job, state, queue, attempt, started_at,
                    NULL::timestamptz AS eta
               FROM job_queue
              WHERE state <> 'STARTED'
                AND NOT waits
                AND run_at <= $1
              ORDER BY id
              LIMIT 100)
            """;
    private static final String WORKERS = """
            SELECT count(*) AS workers
              FROM worker_nodes n
             WHERE n.stopped_at IS NULL
               AND n.seen_at >= $1
               AND EXISTS (SELECT 1 FROM jobs j WHERE j.verticle <> '' AND n.jobs ? j.name)
            """;

    /** The runs that are not over, at {@code now}. */
    public Future<List<ActiveTask>> oldest(Tx tx, Instant now) {
        return tx.query(OLDEST, ActiveTaskStore::task, now);
    }

    /**
     * How many nodes are alive that work on the jobs of some verticle.
     *
     * @param silentSince a node not seen since then is dead
     */
    public Future<Long> workers(Tx tx, Instant silentSince) {
        return tx.query(WORKERS, row -> row.number("workers"), silentSince).map(rows -> rows.get(0));
    }

    private static ActiveTask task(Row row) {
        return new ActiveTask(
                Kind.valueOf(row.text("kind")),
                row.text("place"),
                row.uuid("id"),
                row.text("job"),
                RunRows.label(row, "state"),
                row.text("queue"),
                row.integer("attempt"),
                row.instantOrNull("started_at"),
                row.instantOrNull("eta"));
    }
}
