package dev.tickwork.jobs.engine;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what operators decide about jobs and queues: pauses and limits. Each call is one statement, safe to repeat. */
final class PauseStore {
    /** Of jobs, queues and schedules alike: they are paused in columns of the same names. */
    private static final String PAUSE = """
            WITH old AS (
                SELECT name, jsonb_build_object('paused_at', paused_at, 'paused_until', paused_until,
                                                'paused_reason', paused_reason) AS state
                  FROM %1$s
                 WHERE name = $1
                   FOR NO KEY UPDATE
            ), new AS (
                UPDATE %1$s AS paused
                   SET paused_at = $2, paused_until = $3, paused_by = $4, paused_reason = $5
                  FROM old
                 WHERE paused.name = old.name
                RETURNING jsonb_build_object('paused_at', paused.paused_at, 'paused_until', paused.paused_until,
                                             'paused_reason', paused.paused_reason) AS state
            )
            SELECT old.state::text AS before, new.state::text AS after
              FROM old
             CROSS JOIN new
            """;

    private static final String PAUSE_JOB = PAUSE.formatted("jobs");
    private static final String PAUSE_QUEUE = PAUSE.formatted("job_queues");
    private static final String PAUSE_SCHEDULE = PAUSE.formatted("job_schedules");

    private static final String LIMIT_JOB = """
            WITH old AS (
                SELECT name, jsonb_build_object('cluster_limit', cluster_limit) AS state
                  FROM jobs
                 WHERE name = $1
                   FOR NO KEY UPDATE
            ), new AS (
                UPDATE jobs j
                   SET cluster_limit = $2
                  FROM old
                 WHERE j.name = old.name
                RETURNING jsonb_build_object('cluster_limit', j.cluster_limit) AS state
            )
            SELECT old.state::text AS before, new.state::text AS after
              FROM old
             CROSS JOIN new
            """;

    private static final String LIMIT_QUEUE = """
            WITH old AS (
                SELECT name, jsonb_build_object('node_limit', node_limit, 'cluster_limit', cluster_limit) AS state
                  FROM job_queues
                 WHERE name = $1
                   FOR NO KEY UPDATE
            ), new AS (
                UPDATE job_queues q
                   SET node_limit = $2, cluster_limit = $3
                  FROM old
                 WHERE q.name = old.name
                RETURNING jsonb_build_object('node_limit', q.node_limit, 'cluster_limit', q.cluster_limit) AS state
            )
            SELECT old.state::text AS before, new.state::text AS after
              FROM old
             CROSS JOIN new
            """;

    /** Pauses a job, or resumes it without a pause. @return empty when nobody knows it */
    Future<Optional<Change>> pauseJob(Tx tx, String job, Pause pause) {
        return pause(tx, PAUSE_JOB, job, pause);
    }

    /** As {@link #pauseJob}. */
    Future<Optional<Change>> pauseQueue(Tx tx, String queue, Pause pause) {
        return pause(tx, PAUSE_QUEUE, queue, pause);
    }

    /** As {@link #pauseJob}. */
    Future<Optional<Change>> pauseSchedule(Tx tx, String schedule, Pause pause) {
        return pause(tx, PAUSE_SCHEDULE, schedule, pause);
    }

    /** How many runs of a job go on over all nodes; null for no limit. @return empty when nobody knows it */
    Future<Optional<Change>> limitJob(Tx tx, String job, @Nullable Integer most) {
        return tx.first(LIMIT_JOB, PauseStore::change, job, most);
    }

    /** How many runs of a queue go on at each node and over all; null for the usual number, and no limit. */
    Future<Optional<Change>> limitQueue(Tx tx, String queue, @Nullable Integer perNode, @Nullable Integer overAll) {
        return tx.first(LIMIT_QUEUE, PauseStore::change, queue, perNode, overAll);
    }

    private static Future<Optional<Change>> pause(Tx tx, String statement, String name, Pause pause) {
        return tx.first(
                statement, PauseStore::change, name, pause.at(), pause.until(), pause.subject(), pause.reason());
    }

    private static Change change(Row row) {
        return new Change(row.text("before"), row.text("after"));
    }

    /** How something was and how it is now, as JSON. */
    record Change(String before, String after) {}

    /** Since when and until when nothing begins, and who wants that why; everything null for no pause. */
    record Pause(
            @Nullable Instant at,
            @Nullable Instant until,
            @Nullable String subject,
            @Nullable String reason) {
        static final Pause NONE = new Pause(null, null, null, null);
    }
}
