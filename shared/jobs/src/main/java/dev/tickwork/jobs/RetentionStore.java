package dev.tickwork.jobs;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;

/** Deletes what the engine need not remember any more. */
final class RetentionStore {
    private static final String DELETE_RUNS = """
            DELETE FROM job_runs
             WHERE id = ANY(ARRAY(
                   SELECT expired.id
                     FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS old (job, state, ended_before)
                    CROSS JOIN LATERAL (
                          SELECT r.id
                            FROM job_runs r
                           WHERE r.job = old.job
                             AND r.state = old.state
                             AND r.finished_at < old.ended_before
                           LIMIT $4) expired
                    LIMIT $4))
            """;
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
        return tx.execute(
                DELETE_RUNS,
                Column.texts(expiries, Expiry::job),
                Column.texts(expiries, expiry -> expiry.state().name()),
                Column.instants(expiries, Expiry::endedBefore),
                most);
    }

    /** Deletes nodes that were last seen before {@code seenBefore}. */
    Future<Integer> deleteNodes(Tx tx, Instant seenBefore) {
        return tx.execute(DELETE_NODES, seenBefore);
    }

    /** Runs of {@code job} in {@code state} that ended before {@code endedBefore} are not kept. */
    record Expiry(String job, RunState state, Instant endedBefore) {}
}
