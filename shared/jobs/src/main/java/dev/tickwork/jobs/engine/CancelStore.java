package dev.tickwork.jobs.engine;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls runs off: what has not begun at once, what goes on by asking it to stop. */
final class CancelStore {
    private static final String CALL_OFF = """
            WITH gone AS (
                DELETE FROM job_queue
                 WHERE id = ANY($1::uuid[])
                   AND state <> 'STARTED'
                   AND open_children = 0
                RETURNING id, job, queue, priority, attempt, enqueued_at, run_at, rows_written, items_done, items_failed,
                          schedule, fire_at, trigger, asked_by, args, parent, rerun_of, after_run, unique_key
            ), kept AS (
                INSERT INTO job_history (id, job, queue, priority, state, attempt, enqueued_at, run_at, finished_at,
                                         rows_written, items_done, items_failed, had_result, error_class, error,
                                         schedule, fire_at, trigger, asked_by, args, parent, rerun_of, after_run,
                                         cancel_at, cancel_by, cancel_reason, unique_key)
                SELECT id, job, queue, priority, 'REVOKED', attempt, enqueued_at, run_at, $2, rows_written, items_done,
                       items_failed, false, 'cancelled', $3 || ': ' || coalesce($4, 'no reason given'), schedule, fire_at,
                       trigger, asked_by, args, parent, rerun_of, after_run, $2, $3, $4, unique_key
                  FROM gone
            )
            SELECT id, job, 'REVOKED' AS state, attempt, NULL::text AS node, NULL::timestamptz AS started_at, schedule,
                   'cancelled' AS error_class, $3 || ': ' || coalesce($4, 'no reason given') AS error,
                   NULL::text AS notices
              FROM gone
            """;

    private static final String ASK = """
            WITH asked AS (
                UPDATE job_queue
                   SET cancel_at = coalesce(cancel_at, $2), cancel_by = coalesce(cancel_by, $3),
                       cancel_reason = coalesce(cancel_reason, $4)
                 WHERE id = ANY($1::uuid[])
                RETURNING id, state
            ), told AS (
                SELECT pg_notify($5, 'cancel ' || id)::text AS told
                  FROM asked
                 WHERE state = 'STARTED'
            )
            SELECT id, (SELECT count(told) FROM told) AS told
              FROM asked
            """;

    private static final String REASON = """
            SELECT coalesce(cancel_by, 'somebody') || ': ' || coalesce(cancel_reason, 'no reason given') AS reason
              FROM job_queue
             WHERE id = $1
               AND cancel_at IS NOT NULL
            """;

    private static final String ASKED = """
            SELECT id, coalesce(cancel_by, 'somebody') || ': ' || coalesce(cancel_reason, 'no reason given') AS reason
              FROM job_queue
             WHERE state = 'STARTED'
               AND node = $1
               AND cancel_at IS NOT NULL
            """;

    private final Aftermath aftermath;

    CancelStore(Aftermath aftermath) {
        this.aftermath = aftermath;
    }

    /** Calls off runs that have not begun, and what depends on them. @return those that are off */
    Future<List<UUID>> callOff(Tx tx, List<UUID> runs, By by, Instant now) {
        return tx.query(CALL_OFF, row -> SilentEnd.of(row, now), Column.uuids(runs), now, by.subject(), by.reason())
                .compose(off -> aftermath
                        .follow(tx, off, now)
                        .map(off.stream().map(SilentEnd::id).toList()));
    }

    /** Stores that somebody wants runs to stop, and tells the nodes that run them. @return those that are not over */
    Future<List<UUID>> ask(Tx tx, List<UUID> runs, By by, Instant now) {
        return tx.query(
                ASK, row -> row.uuid("id"), Column.uuids(runs), now, by.subject(), by.reason(), NodeEngine.CHANNEL);
    }

    /** Who wants a run to stop, and why; empty when nobody does. */
    Future<Optional<String>> reason(Tx tx, UUID run) {
        return tx.first(REASON, row -> row.text("reason"), run);
    }

    /** What goes on at a node and should stop, in case it did not hear. */
    Future<List<Wish>> asked(Tx tx, String node) {
        return tx.query(ASKED, row -> new Wish(row.uuid("id"), row.text("reason")), node);
    }

    /** Who calls off, and why; null when nobody said. */
    record By(String subject, @Nullable String reason) {}

    /** A run that should stop, with who wants it and why. */
    record Wish(UUID run, String reason) {}
}
