package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.RunState;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks at runs for an operator, and lets them begin now. */
final class OperatorStore {
    // One that is being moved from the queue to the history is in neither for a reader that looks once.
    private static final String WAITING = """
            SELECT state, job, priority, args::text AS args, waits, held_reason
              FROM job_queue
             WHERE id = $1
               FOR NO KEY UPDATE
            """;

    private static final String OVER = """
            SELECT state, job, priority, args::text AS args, false AS waits, NULL::text AS held_reason
              FROM job_history
             WHERE id = $1
            """;

    private static final String BEGIN_NOW = """
            WITH ready AS (
                UPDATE job_queue
                   SET run_at = least(run_at, $2), is_ready = true, held_reason = NULL
                 WHERE id = $1
                   AND state <> 'STARTED'
                   AND NOT waits
                RETURNING job
            ), told AS (
                SELECT pg_notify($3, 'ready ' || job)::text AS told
                  FROM ready
            )
            SELECT (SELECT count(*) FROM ready) AS ready, (SELECT count(told) FROM told) AS told
            """;

    // From below, which is the way that runs lock which end.
    private static final String LOCK_FAMILY = """
            WITH RECURSIVE family AS (
                SELECT id, 0 AS depth
                  FROM job_queue
                 WHERE id = ANY($1::uuid[])
                 UNION
                SELECT q.id, f.depth + 1
                  FROM job_queue q
                  JOIN family f ON q.parent = f.id
            )
            SELECT q.id
              FROM job_queue q
              JOIN family f ON f.id = q.id
             ORDER BY f.depth DESC, q.id
               FOR UPDATE OF q
            """;

    /** A run as it stands, held until the transaction ends while it is not over; empty when there is none. */
    Future<Optional<KnownRun>> find(Tx tx, UUID run) {
        return tx.first(WAITING, OperatorStore::knownRun, run)
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(found)
                        : tx.first(OVER, OperatorStore::knownRun, run));
    }

    /** Lets a run begin that waits for its moment. @return 0 when it waits for something else, or has begun */
    Future<Integer> beginNow(Tx tx, UUID run, Instant now) {
        return tx.query(BEGIN_NOW, row -> row.integer("ready"), run, now, NodeEngine.CHANNEL)
                .map(rows -> rows.get(0));
    }

    /** These and what descends from them, as far as it is not over, held until the transaction ends. */
    Future<List<UUID>> lockFamily(Tx tx, List<UUID> runs) {
        return tx.query(LOCK_FAMILY, row -> row.uuid("id"), Column.uuids(runs));
    }

    private static KnownRun knownRun(Row row) {
        return new KnownRun(
                RunState.valueOf(row.text("state")),
                row.text("job"),
                row.integer("priority"),
                row.textOrNull("args"),
                row.flag("waits"),
                row.textOrNull("held_reason"));
    }

    /**
     * A run, as an operator's wish meets it.
     *
     * @param arguments as JSON; null for none
     * @param waits for another run
     * @param heldReason why it waits; null when it does not
     */
    record KnownRun(
            RunState state,
            String job,
            int priority,
            @Nullable String arguments,
            boolean waits,
            @Nullable String heldReason) {}
}
