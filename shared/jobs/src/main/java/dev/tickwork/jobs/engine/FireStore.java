package dev.tickwork.jobs.engine;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the runs of fires into {@code job_queue} for one node. */
final class FireStore {
    private static final String BEAR = """
            WITH wanted AS (
                SELECT w.*, j.queue,
                       w.is_here
                       AND w.after_run IS NULL
                       AND (j.paused_at IS NULL OR coalesce(j.paused_until <= $9, false))
                       AND (q.paused_at IS NULL OR coalesce(q.paused_until <= $9, false))
                       AND j.cluster_limit IS NULL
                       AND q.cluster_limit IS NULL AS starts
                  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::uuid[],
                              $7::boolean[])
                    AS w (id, job, schedule, fire_at, args, after_run, is_here)
                  JOIN jobs j ON j.name = w.job
                  JOIN job_queues q ON q.name = j.queue
                 WHERE NOT EXISTS (SELECT 1 FROM job_history h WHERE h.id = w.id)
            ), added AS (
                INSERT INTO job_queue (id, job, queue, state, claim, node, enqueued_at, run_at, started_at, is_ready,
                                       waits, held_reason, schedule, fire_at, trigger, args, after_run, after_failure)
                SELECT id, job, queue, CASE WHEN starts THEN 'STARTED' ELSE 'PENDING' END, starts::integer,
                       CASE WHEN starts THEN $8 END, $9, fire_at, CASE WHEN starts THEN $9 END,
                       NOT starts AND after_run IS NULL, after_run IS NOT NULL,
                       CASE WHEN after_run IS NOT NULL THEN 'waits for the run before it' END,
                       schedule, fire_at, 'schedule', args::jsonb, after_run, true
                  FROM wanted
                ON CONFLICT (id) DO NOTHING
                RETURNING id, job, is_ready, state
            ), told AS (
                SELECT pg_notify($10, 'ready ' || string_agg(DISTINCT job, ' '))::text AS told
                  FROM added
                 WHERE is_ready
                HAVING count(*) > 0
            )
            SELECT ARRAY(SELECT id FROM added WHERE state = 'STARTED') AS started,
                   (SELECT count(told) FROM told) AS told
            """;

    private static final String AWAIT = """
            UPDATE job_queue
               SET is_awaited = true
             WHERE id = ANY($1::uuid[])
            RETURNING id
            """;

    private static final String BEAR_LATE = """
            INSERT INTO job_queue (id, job, queue, state, claim, node, enqueued_at, run_at, started_at, is_ready, attempt,
                                   schedule, fire_at, trigger, args)
            SELECT $1, $2, $3, 'STARTED', 1, $4, $5, $5, $6, false, 1, $7, $5, 'schedule', $8::text::jsonb
             WHERE NOT EXISTS (SELECT 1 FROM job_history h WHERE h.id = $1)
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String FORGET_OVER = """
            DELETE FROM job_queue q
             USING job_history h
             WHERE q.id = ANY($1::uuid[])
               AND h.id = q.id
            RETURNING q.id
            """;

    private static final String NOTE_GAP = """
            INSERT INTO job_history (id, job, queue, priority, state, attempt, node, enqueued_at, run_at, started_at,
                                     finished_at, rows_written, items_done, items_failed, had_result, error_class, error,
                                     schedule, trigger)
            VALUES ($1, $2, $3, 0, 'FAILURE', 1, $4, $5, $5, $5, $6, 0, 0, 0, false, 'lost', $7, $2, 'schedule')
            ON CONFLICT (id) DO NOTHING
            """;

    private final String node;

    FireStore(String node) {
        this.node = node;
    }

    /**
     * Makes the runs of fires that are ours; one that happened already is not made again. Those that wait for an earlier
     * run go on when that is over.
     *
     * @return those that are started on this node
     */
    Future<Set<UUID>> bear(Tx tx, List<FiredRun> runs, Instant now) {
        return tx.query(
                        BEAR,
                        row -> Set.copyOf(row.uuids("started")),
                        Column.uuids(runs, FiredRun::id),
                        Column.texts(runs, FiredRun::job),
                        Column.texts(runs, FiredRun::schedule),
                        Column.instants(runs, FiredRun::fireAt),
                        Column.texts(runs, FiredRun::arguments),
                        Column.uuids(runs, FiredRun::afterRun),
                        Column.flags(runs, FiredRun::isHere),
                        node,
                        now,
                        NodeEngine.CHANNEL)
                .map(rows -> rows.get(0))
                .compose(started ->
                        forgetOver(tx, Column.uuids(runs, FiredRun::id)).map(over -> without(started, over)));
    }

    private static Set<UUID> without(Set<UUID> started, Set<UUID> over) {
        return started.stream().filter(id -> !over.contains(id)).collect(Collectors.toSet());
    }

    // A statement does not see what is committed while it waits for the row of the same run that another node holds.
    // That run may have gone to the history meanwhile. Our own row keeps others out, so what is over by now is all
    // there will be.
    private static Future<Set<UUID>> forgetOver(Tx tx, Column runs) {
        return tx.query(FORGET_OVER, row -> row.uuid("id"), runs).map(Set::copyOf);
    }

    /**
     * Says of runs that another waits for their end, and holds them until the transaction ends.
     *
     * @return those that are not over
     */
    Future<Set<UUID>> await(Tx tx, Collection<UUID> runs) {
        return tx.query(AWAIT, row -> row.uuid("id"), Column.uuids(runs)).map(Set::copyOf);
    }

    /** Puts a run into the ledger that was started without it; no change when it is there already. */
    Future<Integer> bearLate(Tx tx, RunIdentity run) {
        return tx.execute(
                        BEAR_LATE,
                        run.id(),
                        run.job(),
                        run.definition().queue().label(),
                        node,
                        run.firedAt(),
                        run.startedAt(),
                        run.ties().schedule(),
                        run.ties().arguments())
                .compose(born -> born == 0
                        ? Future.succeededFuture(0)
                        : forgetOver(tx, Column.uuids(List.of(run.id()))).map(over -> born - over.size()));
    }

    /** Leaves a row that says which runs could not be kept; no change when it is there already. */
    Future<Integer> note(Tx tx, Gap gap) {
        return tx.execute(
                NOTE_GAP,
                gap.id(),
                gap.definition().name(),
                gap.definition().queue().label(),
                node,
                gap.from(),
                gap.to(),
                gap.message());
    }

    /**
     * A run to be made.
     *
     * @param afterRun waits until that one is over; null to begin at once
     * @param isHere whether this node would run it at once
     */
    record FiredRun(
            UUID id,
            String job,
            String schedule,
            Instant fireAt,
            @Nullable String arguments,
            @Nullable UUID afterRun,
            boolean isHere) {}
}
