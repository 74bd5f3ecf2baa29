package dev.tickwork.jobs.engine;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Puts runs into {@code job_queue} on which nothing hangs, many in one statement. */
final class EntryStore {
    private static final String ADD = """
            WITH added AS (
                INSERT INTO job_queue (id, job, queue, priority, state, claim, node, enqueued_at, run_at, started_at,
                                       is_ready, trigger, asked_by, args)
                SELECT id, job, queue, priority, CASE WHEN is_here THEN 'STARTED' ELSE 'PENDING' END,
                       is_here::integer, CASE WHEN is_here THEN $10 END, $9, run_at, CASE WHEN is_here THEN $9 END,
                       NOT is_here AND run_at <= $9, trigger, asked_by, args::jsonb
                  FROM (SELECT w.id, w.job, w.priority, w.run_at, w.trigger, w.asked_by, w.args, j.queue,
                               w.is_here
                               AND (j.paused_at IS NULL OR coalesce(j.paused_until <= $9, false))
                               AND (q.paused_at IS NULL OR coalesce(q.paused_until <= $9, false))
                               AND j.cluster_limit IS NULL
                               AND q.cluster_limit IS NULL AS is_here
                          FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::timestamptz[], $5::text[], $6::text[],
                                      $7::text[], $8::boolean[])
                            AS w (id, job, priority, run_at, trigger, asked_by, args, is_here)
                          JOIN jobs j ON j.name = w.job
                          JOIN job_queues q ON q.name = j.queue
                         WHERE (SELECT count(*) FROM jobs WHERE name = ANY($12)) = cardinality($12)) wanted
                RETURNING is_ready, CASE WHEN state = 'STARTED' THEN id END AS begun
            )
            SELECT count(*)::integer AS added,
                   coalesce(array_agg(begun) FILTER (WHERE begun IS NOT NULL), '{}') AS begun,
                   CASE WHEN bool_or(is_ready) THEN pg_notify($11, $13)::text END AS told_ready,
                   CASE WHEN bool_or(NOT is_ready AND begun IS NULL) THEN pg_notify($11, $14)::text END AS told_delayed
              FROM added
            """;

    private static final String UNKNOWN = """
            SELECT w.job
              FROM unnest($1::text[]) AS w (job)
             WHERE NOT EXISTS (SELECT 1 FROM jobs j WHERE j.name = w.job)
            """;

    private final String node;

    EntryStore(String node) {
        this.node = node;
    }

    /**
     * Adds all runs in one statement, or none when one is of a job that nobody knows. Those that this node wants to run
     * itself are born started, unless they are paused or limited; others are told that there is something to do.
     */
    Future<Added> add(Tx tx, List<NewRun> runs, Instant now) {
        Set<String> jobs = runs.stream().map(NewRun::job).collect(Collectors.toCollection(TreeSet::new));
        return insert(tx, runs, jobs, now)
                .compose(added -> added.runs() == runs.size()
                        ? Future.succeededFuture(new Added(Set.of(), added.begun()))
                        : unknown(tx, jobs)
                                .compose(unknown -> unknown.isEmpty()
                                        ? add(tx, runs, now) // somebody has begun to serve them since
                                        : Future.succeededFuture(new Added(unknown, Set.of()))));
    }

    private Future<Inserted> insert(Tx tx, List<NewRun> runs, Set<String> jobs, Instant now) {
        return tx.query(
                        ADD,
                        row -> new Inserted(row.integer("added"), Set.copyOf(row.uuids("begun"))),
                        Column.uuids(runs, NewRun::id),
                        Column.texts(runs, NewRun::job),
                        Column.integers(runs, NewRun::priority),
                        Column.instants(runs, NewRun::runAt),
                        Column.texts(runs, run -> run.origin().trigger().label()),
                        Column.texts(runs, run -> run.origin().askedBy()),
                        Column.texts(runs, NewRun::arguments),
                        Column.flags(runs, NewRun::isHere),
                        now,
                        node,
                        NodeEngine.CHANNEL,
                        Column.texts(jobs),
                        News.Ready.words(jobs),
                        News.DELAYED)
                .map(rows -> rows.get(0));
    }

    private static Future<Set<String>> unknown(Tx tx, Set<String> jobs) {
        return tx.query(UNKNOWN, row -> row.text("job"), Column.texts(jobs)).map(Set::copyOf);
    }

    private record Inserted(int runs, Set<UUID> begun) {}

    /**
     * What was added.
     *
     * @param unknown jobs that nobody ever served: then nothing was added
     * @param started runs that this node is to begin
     */
    record Added(Set<String> unknown, Set<UUID> started) {}
}
