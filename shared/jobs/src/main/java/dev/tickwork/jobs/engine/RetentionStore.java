package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.RunState;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** Deletes what the engine need not remember any more. */
final class RetentionStore {
    private static final String DELETE_RUNS = """
            WITH gone AS (
                DELETE FROM job_history
                 WHERE id = ANY(ARRAY(
                       SELECT expired.id
                         FROM unnest($1::text[], $2::text[], $3::timestamptz[], $5::uuid[])
                           AS old (job, state, ended_before, first_kept)
                        CROSS JOIN LATERAL (
                              SELECT r.id
                                FROM job_history r
                               WHERE r.job = old.job
                                 AND r.state = old.state
                                 AND r.id < old.first_kept
                                 AND r.finished_at < old.ended_before
                               LIMIT $4) expired
                        LIMIT $4))
                RETURNING id
            ), attempts AS (
                DELETE FROM job_attempts
                 WHERE run_id IN (SELECT id FROM gone)
            ), progress AS (
                DELETE FROM job_progress
                 WHERE run_id IN (SELECT id FROM gone)
            ), lines AS (
                DELETE FROM job_log
                 WHERE run_id IN (SELECT id FROM gone)
            )
            SELECT count(*) AS runs
              FROM gone
            """;

    private static final String EXPIRE = """
            WITH results AS (
                UPDATE job_history
                   SET result = NULL
                 WHERE result IS NOT NULL
                   AND finished_at < $1
                RETURNING 1
            ), keys AS (
                DELETE FROM job_keys
                 WHERE NOT is_held
                   AND (until IS NULL OR until < $2)
                RETURNING 1
            )
            SELECT (SELECT count(*) FROM results) + (SELECT count(*) FROM keys) AS expired
            """;

    private static final Duration RESULTS_KEPT = Duration.ofHours(24);

    private static final String DELETE_NODES = """
            DELETE FROM worker_nodes
             WHERE seen_at < $1
            """;

    /**
     * Deletes ended runs, a bounded number at a time.
     *
     * @return how many; less than {@code most} when no more are left
     */
    Future<Integer> deleteRuns(Tx tx, Collection<Expiry> expiries, int most) {
        return tx.query(
                        DELETE_RUNS,
                        row -> row.integer("runs"),
                        Column.texts(expiries, Expiry::job),
                        Column.texts(expiries, expiry -> expiry.state().name()),
                        Column.instants(expiries, Expiry::endedBefore),
                        most,
                        Column.uuids(expiries, expiry -> RunIds.firstOf(expiry.endedBefore())))
                .map(rows -> rows.get(0));
    }

    /** Forgets results, and keys that stand in nobody's way. @return how many */
    Future<Integer> expire(Tx tx, Instant now) {
        return tx.query(EXPIRE, row -> row.integer("expired"), now.minus(RESULTS_KEPT), now)
                .map(rows -> rows.get(0));
    }

    /** Deletes nodes that were last seen before {@code seenBefore}. */
    Future<Integer> deleteNodes(Tx tx, Instant seenBefore) {
        return tx.execute(DELETE_NODES, seenBefore);
    }

    /** Runs of {@code job} in {@code state} that ended before {@code endedBefore} are not kept. */
    record Expiry(String job, RunState state, Instant endedBefore) {}
}
