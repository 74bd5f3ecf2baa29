package dev.tickwork.runtime.once;

import dev.tickwork.jobs.RunState;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Reads the ledger of runs; the engine is its only writer. */
final class RunStandingStore {
    private static final String SELECT = """
            SELECT r.state, r.attempt, r.run_at, r.started_at, r.finished_at, r.rows_written, r.items_failed,
                   coalesce(r.error, r.cancel_reason, p.reason, r.held_reason) AS trouble,
                   NOT coalesce(q.waits, false) AND coalesce(p.reason, r.held_reason) IS NOT NULL AS is_kept
              FROM job_runs r
              LEFT JOIN job_queue q ON q.id = r.id
              LEFT JOIN LATERAL (
                    SELECT 'its job is paused: ' || paused_reason AS reason
                      FROM jobs
                     WHERE name = r.job
                       AND paused_at IS NOT NULL
                       AND coalesce(paused_until > $2, true)
                     UNION ALL
                    SELECT 'the queue ' || name || ' is paused: ' || paused_reason
                      FROM job_queues
                     WHERE name = r.queue
                       AND paused_at IS NOT NULL
                       AND coalesce(paused_until > $2, true)
                     LIMIT 1) p
                ON r.state IN ('PENDING', 'RETRY')
             WHERE r.id = $1
            """;

    /** How the run stands now; empty when it is not known, or no longer. */
    Future<Optional<RunStanding>> standing(Tx tx, UUID run, Instant now) {
        return tx.first(SELECT, RunStandingStore::standing, run, now);
    }

    private static RunStanding standing(Row row) {
        return new RunStanding(
                RunState.valueOf(row.text("state")),
                row.integer("attempt"),
                row.instant("run_at"),
                row.instantOrNull("started_at"),
                row.instantOrNull("finished_at"),
                row.integer("rows_written"),
                row.integer("items_failed"),
                row.textOrNull("trouble"),
                row.flag("is_kept"));
    }
}
