package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.RunState;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records for one node how its runs ended: moves them from {@code job_queue} to {@code job_history}, or lets them wait for
 * another attempt. Every change demands that the node still holds the claim; each call is one statement for many runs.
 *
 * <p>A run has a node if and only if it is started. The node is joined as a column, behind an {@code OFFSET 0} that hides
 * its value: a planner whose statistics say that hardly anything is started, because nothing was when they were made, would
 * begin with the one row that it expects and be quadratic with those that there are.
 */
final class EndingStore {
    private static final String LOCK = """
            SELECT 1 AS held
              FROM job_queue
             WHERE id = $1
               AND claim = $2
               AND node IS NOT DISTINCT FROM $3
               FOR NO KEY UPDATE
            """;

    private static final String FINISH = """
            WITH ended AS (
                SELECT e.*, $1::text AS node
                  FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::timestamptz[], $6::integer[], $7::integer[],
                              $8::integer[], $9::text[], $10::text[], $11::text[], $12::text[])
                    AS e (id, claim, state, finished_at, rows_written, items_done, items_failed, result, skipped,
                          error_class, error)
                OFFSET 0
            ), gone AS (
                DELETE FROM job_queue q
                 USING ended e
                 WHERE q.id = e.id
                   AND q.claim = e.claim
                   AND q.node = e.node
                RETURNING q.id, q.job, q.queue, q.priority,
                          CASE WHEN e.state = 'FAILURE' AND q.cancel_at IS NOT NULL THEN 'REVOKED' ELSE e.state END
                              AS state,
                          q.attempt, q.node, q.enqueued_at, q.run_at, q.started_at, e.finished_at, e.rows_written,
                          e.items_done, e.items_failed, e.result, e.skipped, e.error_class, e.error, q.schedule,
                          q.fire_at, q.trigger, q.asked_by, q.args, q.parent, q.rerun_of, q.after_run, q.cancel_at,
                          q.cancel_by, q.cancel_reason, q.unique_key, q.is_awaited
            ), kept AS (
                INSERT INTO job_history (id, job, queue, priority, state, attempt, node, enqueued_at, run_at, started_at,
                                         finished_at, rows_written, items_done, items_failed, result, had_result,
                                         skipped, error_class, error, schedule, fire_at, trigger, asked_by, args,
                                         parent, rerun_of, after_run, cancel_at, cancel_by, cancel_reason,
                                         unique_key)
                SELECT id, job, queue, priority, state, attempt, node, enqueued_at, run_at, started_at, finished_at,
                       rows_written, items_done, items_failed, result::jsonb, result IS NOT NULL, skipped, error_class,
                       error, schedule, fire_at, trigger, asked_by, args, parent, rerun_of, after_run, cancel_at,
                       cancel_by, cancel_reason, unique_key
                  FROM gone
            )
            SELECT count(*) = cardinality($2) AS is_whole,
                   CASE WHEN count(*) BETWEEN 1 AND cardinality($2) - 1 THEN array_agg(id) ELSE '{}' END AS part,
                   coalesce(array_agg(id) FILTER (WHERE is_awaited), '{}') AS awaited,
                   coalesce(array_agg(id) FILTER (WHERE state = 'REVOKED'), '{}') AS revoked
              FROM gone
            """;

    private static final String RETRY = """
            WITH failed AS (
                SELECT f.*, $1::text AS node
                  FROM unnest($2::uuid[], $3::integer[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[])
                    AS f (id, claim, ended_at, run_at, error_class, error)
                OFFSET 0
            ), held AS (
                SELECT q.id, q.attempt, q.started_at, f.ended_at, f.run_at, f.error_class, f.error
                  FROM job_queue q
                  JOIN failed f ON f.id = q.id AND f.claim = q.claim AND f.node = q.node
                 WHERE q.cancel_at IS NULL
                   FOR NO KEY UPDATE OF q
            ), noted AS (
                INSERT INTO job_attempts (run_id, attempt, node, started_at, ended_at, error_class, error)
                SELECT id, attempt, $1, started_at, ended_at, error_class, error
                  FROM held
                ON CONFLICT (run_id, attempt) DO NOTHING
            ), waiting AS (
                UPDATE job_queue q
                   SET state = 'RETRY', attempt = q.attempt + 1, node = NULL, started_at = NULL, run_at = h.run_at,
                       is_ready = false, held_reason = h.error
                  FROM held h
                 WHERE q.id = h.id
            )
            SELECT id, 'RETRY' AS state, false AS is_awaited
              FROM held
            """;

    private static final String SNOOZE = """
            UPDATE job_queue q
               SET state = CASE WHEN q.attempt > 1 THEN 'RETRY' ELSE 'PENDING' END, run_at = s.run_at,
                   held_reason = s.reason, node = NULL, started_at = NULL, is_ready = false
              FROM (SELECT s.*, $1::text AS node
                      FROM unnest($2::uuid[], $3::integer[], $4::timestamptz[], $5::text[])
                        AS s (id, claim, run_at, reason)
                    OFFSET 0) s
             WHERE q.id = s.id
               AND q.claim = s.claim
               AND q.node = s.node
               AND q.cancel_at IS NULL
            RETURNING q.id, 'PENDING' AS state, false AS is_awaited
            """;

    private static final String HOLD = """
            WITH gone AS (
                DELETE FROM job_queue q
                 USING (SELECT h.*, $1::text AS node
                          FROM unnest($2::uuid[], $3::integer[]) AS h (id, claim)
                        OFFSET 0) h
                 WHERE q.id = h.id
                   AND q.claim = h.claim
                   AND q.node = h.node
                RETURNING q.id, q.schedule, q.is_awaited
            ), marked AS (
                UPDATE job_schedules s
                   SET held_since = coalesce(s.held_since, $4), held_reason = $5, missed_fires = s.missed_fires + g.fires
                  FROM (SELECT schedule, count(*) AS fires FROM gone GROUP BY schedule) g
                 WHERE s.name = g.schedule
            )
            SELECT id, 'SUCCESS' AS state, is_awaited
              FROM gone
            """;

    private static final String RELEASE_SCHEDULES = """
            UPDATE job_schedules
               SET held_since = NULL, held_reason = NULL, missed_fires = 0
             WHERE name = ANY($1::text[])
               AND held_since IS NOT NULL
            """;

    private static final String RECORDED = """
            SELECT id, state, false AS is_awaited
              FROM job_history
             WHERE id = ANY($1::uuid[])
               AND node = $2
            """;

    private final String node;

    EndingStore(String node) {
        this.node = node;
    }

    /** Holds the run's row until the transaction ends; false when it is not ours to write any more. */
    Future<Boolean> lock(Tx tx, RunIdentity run) {
        return tx.query(LOCK, row -> row.integer("held"), run.id(), run.claim(), node)
                .map(rows -> !rows.isEmpty());
    }

    /**
     * Ends runs for good. One that somebody wanted to stop and that failed is revoked.
     *
     * @return those that were ours
     */
    Future<List<Recorded>> finish(Tx tx, List<EndedRun> runs) {
        return tx.query(
                        FINISH,
                        row -> recorded(runs, row),
                        node,
                        ids(runs),
                        claims(runs),
                        finished(runs, ending -> ending.state().name()),
                        Column.instants(runs, run -> run.ending().at()),
                        Column.integers(runs, run -> finishedOf(run).figures().rowsWritten()),
                        Column.integers(runs, run -> finishedOf(run).figures().itemsDone()),
                        Column.integers(runs, run -> finishedOf(run).figures().itemsFailed()),
                        seldom(runs, ending -> ending.figures().result()),
                        seldom(runs, ending -> ending.figures().skipped()),
                        seldom(runs, ending -> errorClass(ending.failure())),
                        seldom(runs, ending -> message(ending.failure())))
                .map(rows -> rows.get(0));
    }

    /** Lets failed runs wait for their next attempt, and keeps why the last one failed. As {@link #finish}. */
    Future<List<Recorded>> retry(Tx tx, List<EndedRun> runs) {
        return tx.query(
                RETRY,
                EndingStore::recorded,
                node,
                ids(runs),
                claims(runs),
                Column.instants(runs, run -> run.ending().at()),
                Column.instants(runs, run -> retriedOf(run).runAt()),
                Column.texts(runs, run -> retriedOf(run).failure().errorClass()),
                Column.texts(runs, run -> retriedOf(run).failure().message()));
    }

    /** Lets runs wait without counting the attempt. As {@link #finish}. */
    Future<List<Recorded>> snooze(Tx tx, List<EndedRun> runs) {
        return tx.query(
                SNOOZE,
                EndingStore::recorded,
                node,
                ids(runs),
                claims(runs),
                Column.instants(runs, run -> snoozedOf(run).runAt()),
                Column.texts(runs, run -> snoozedOf(run).reason()));
    }

    /** Forgets the runs of schedules that are held for one reason, and marks those. As {@link #finish}. */
    Future<List<Recorded>> hold(Tx tx, List<EndedRun> runs, Ending.Held held) {
        return tx.query(HOLD, EndingStore::recorded, node, ids(runs), claims(runs), held.at(), held.reason());
    }

    /** Schedules whose runs succeed are not held any more. */
    Future<Integer> release(Tx tx, Collection<String> schedules) {
        return tx.execute(RELEASE_SCHEDULES, Column.texts(schedules));
    }

    /** Which of these this node has ended before, so that what was committed unheard is not taken for lost. */
    Future<List<Recorded>> recordedBefore(Tx tx, Collection<UUID> runs) {
        return tx.query(RECORDED, EndingStore::recorded, Column.uuids(runs), node);
    }

    // A batch is ours as a whole, and as the node wished, but for few.
    private static List<Recorded> recorded(List<EndedRun> runs, Row row) {
        Set<UUID> awaited = Set.copyOf(row.uuids("awaited"));
        Set<UUID> revoked = Set.copyOf(row.uuids("revoked"));
        Set<UUID> part = Set.copyOf(row.uuids("part"));
        boolean isWhole = row.flag("is_whole");
        List<Recorded> recorded = new ArrayList<>(runs.size());
        for (EndedRun run : runs) {
            UUID id = run.identity().id();
            if (isWhole || part.contains(id)) {
                RunState state = revoked.contains(id)
                        ? RunState.REVOKED
                        : finishedOf(run).state();
                recorded.add(new Recorded(id, state, awaited.contains(id)));
            }
        }
        return recorded;
    }

    private static Column ids(List<EndedRun> runs) {
        return Column.uuids(runs, run -> run.identity().id());
    }

    private static Column claims(List<EndedRun> runs) {
        return Column.integers(runs, run -> run.identity().claim());
    }

    private static Column finished(List<EndedRun> runs, Function<Ending.Finished, @Nullable String> value) {
        return Column.texts(runs, run -> value.apply(finishedOf(run)));
    }

    // Where unnest finds too few values, the rest are null.
    private static Column seldom(List<EndedRun> runs, Function<Ending.Finished, @Nullable String> value) {
        boolean isThere = runs.stream().anyMatch(run -> value.apply(finishedOf(run)) != null);
        return finished(isThere ? runs : List.of(), value);
    }

    private static Ending.Finished finishedOf(EndedRun run) {
        return (Ending.Finished) run.ending();
    }

    private static Ending.Retried retriedOf(EndedRun run) {
        return (Ending.Retried) run.ending();
    }

    private static Ending.Snoozed snoozedOf(EndedRun run) {
        return (Ending.Snoozed) run.ending();
    }

    private static @Nullable String errorClass(@Nullable Failure failure) {
        return failure == null ? null : failure.errorClass();
    }

    private static @Nullable String message(@Nullable Failure failure) {
        return failure == null ? null : failure.message();
    }

    private static Recorded recorded(Row row) {
        return new Recorded(row.uuid("id"), RunState.valueOf(row.text("state")), row.flag("is_awaited"));
    }

    /** A run and how it ended. */
    record EndedRun(RunIdentity identity, Ending ending) {
        Instant at() {
            return ending.at();
        }
    }

    /**
     * A run whose end is in the ledger.
     *
     * @param state where it stands now
     * @param isAwaited whether something waits for it and it is over
     */
    record Recorded(UUID id, RunState state, boolean isAwaited) {}
}
