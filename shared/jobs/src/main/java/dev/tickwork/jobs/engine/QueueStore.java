package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.engine.RunIdentity.Ties;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts runs into {@code job_queue} and takes them out for one node. Each call is one statement. */
final class QueueStore {
    private static final String ADD = """
            WITH wanted AS (
                SELECT w.id, w.job, w.priority, w.run_at, w.trigger, w.asked_by, w.args, j.queue,
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
            ), added AS (
                INSERT INTO job_queue (id, job, queue, priority, state, claim, node, enqueued_at, run_at, started_at,
                                       is_ready, trigger, asked_by, args)
                SELECT id, job, queue, priority, CASE WHEN is_here THEN 'STARTED' ELSE 'PENDING' END,
                       is_here::integer, CASE WHEN is_here THEN $10 END, $9, run_at, CASE WHEN is_here THEN $9 END,
                       NOT is_here AND run_at <= $9, trigger, asked_by, args::jsonb
                  FROM wanted
                RETURNING id, job, is_ready, state
            ), told AS (
                SELECT pg_notify($11, news.word)::text AS told
                  FROM (SELECT 'ready ' || string_agg(DISTINCT job, ' ') AS word
                          FROM added
                         WHERE is_ready
                        HAVING count(*) > 0
                         UNION ALL
                        SELECT 'delayed'
                          FROM added
                         WHERE NOT is_ready
                           AND state <> 'STARTED'
                        HAVING count(*) > 0) news
            )
            SELECT ARRAY(SELECT DISTINCT w.job
                           FROM unnest($2::text[]) AS w (job)
                          WHERE NOT EXISTS (SELECT 1 FROM jobs j WHERE j.name = w.job)) AS unknown,
                   ARRAY(SELECT id FROM added WHERE state = 'STARTED') AS started,
                   (SELECT count(told) FROM told) AS told
            """;

    private static final String CLAIM = """
            WITH room AS (
                SELECT w.job, q.rank, head.priority, head.run_at,
                       least(w.most,
                             j.cluster_limit - CASE WHEN j.cluster_limit IS NOT NULL THEN (
                                 SELECT count(*) FROM job_queue r WHERE r.job = w.job AND r.state = 'STARTED') END,
                             q.cluster_limit - CASE WHEN q.cluster_limit IS NOT NULL THEN (
                                 SELECT count(*) FROM job_queue r WHERE r.queue = q.name AND r.state = 'STARTED') END
                       ) AS most,
                       q.cluster_limit IS NULL
                       OR 1 = row_number() OVER (PARTITION BY q.name ORDER BY head.priority DESC, head.run_at) AS may
                  FROM unnest($1::text[], $2::integer[]) AS w (job, most)
                  JOIN jobs j ON j.name = w.job
                  JOIN job_queues q ON q.name = j.queue
                 CROSS JOIN LATERAL (
                        SELECT r.priority, r.run_at
                          FROM job_queue r
                         WHERE r.job = w.job
                           AND r.is_ready
                         ORDER BY r.priority DESC, r.run_at
                         LIMIT 1) head
                 WHERE (j.paused_at IS NULL OR j.paused_until <= $4)
                   AND (q.paused_at IS NULL OR q.paused_until <= $4)
                 ORDER BY q.rank, head.priority DESC, head.run_at
            ), taken AS (
                SELECT ready.id
                  FROM room
                 CROSS JOIN LATERAL (
                        SELECT r.id
                          FROM job_queue r
                         WHERE r.job = room.job
                           AND r.is_ready
                         ORDER BY r.priority DESC, r.run_at
                         LIMIT greatest(room.most, 0)
                           FOR UPDATE SKIP LOCKED) ready
                 WHERE room.may
                 LIMIT $3
            )
            UPDATE job_queue q
               SET state = 'STARTED', node = $5, claim = q.claim + 1, started_at = $4, is_ready = false,
                   held_reason = NULL
             WHERE q.id = ANY(ARRAY(SELECT id FROM taken))
            RETURNING q.id, q.job, q.priority, q.attempt, q.claim, q.started_at, q.run_at, q.fire_at, q.schedule,
                      q.args::text AS args, q.unique_key IS NOT NULL AS has_key, q.is_awaited,
                      coalesce(q.unique_key LIKE 'waiting %', false) AS frees_key,
                      CASE WHEN q.cancel_at IS NOT NULL
                           THEN coalesce(q.cancel_by, 'somebody') || ': ' || coalesce(q.cancel_reason, 'no reason given')
                       END AS unwanted
            """;

    private static final String LOCK_LIMITED = """
            WITH limited_jobs AS (
                SELECT name
                  FROM jobs
                 WHERE name = ANY($1::text[])
                   AND cluster_limit IS NOT NULL
                 ORDER BY name
                   FOR NO KEY UPDATE
            ), limited_queues AS (
                SELECT name
                  FROM job_queues
                 WHERE cluster_limit IS NOT NULL
                 ORDER BY rank
                   FOR NO KEY UPDATE
            )
            SELECT ARRAY(SELECT name FROM limited_jobs) AS jobs, ARRAY(SELECT name FROM limited_queues) AS queues
            """;

    private static final String NODE_LIMITS = """
            SELECT name, node_limit
              FROM job_queues
             WHERE node_limit IS NOT NULL
            """;

    private static final String RIPEN = """
            WITH ripe AS (
                UPDATE job_queue q
                   SET is_ready = true, held_reason = NULL
                 WHERE q.id = ANY(ARRAY(
                       SELECT id
                         FROM job_queue
                        WHERE NOT is_ready
                          AND NOT waits
                          AND state <> 'STARTED'
                          AND run_at <= $1
                        ORDER BY run_at
                        LIMIT $2
                          FOR UPDATE SKIP LOCKED))
                RETURNING job
            ), told AS (
                SELECT pg_notify($3, 'ready ' || string_agg(DISTINCT job, ' '))::text AS told
                  FROM ripe
                HAVING count(*) > 0
            )
            SELECT (SELECT count(*) FROM ripe) AS ripe, (SELECT count(told) FROM told) AS told
            """;

    // What is paused until a moment is looked at again then, for nobody else would.
    private static final String NEXT_DELAYED = """
            SELECT least(
                       (SELECT min(run_at)
                          FROM job_queue
                         WHERE NOT is_ready
                           AND NOT waits
                           AND state <> 'STARTED'),
                       (SELECT min(paused_until) FROM jobs WHERE paused_until > $1),
                       (SELECT min(paused_until) FROM job_queues WHERE paused_until > $1)) AS run_at
            """;

    private static final String HAND_BACK = """
            WITH back AS (
                UPDATE job_queue q
                   SET state = CASE WHEN q.attempt > 1 THEN 'RETRY' ELSE 'PENDING' END, node = NULL, started_at = NULL,
                       is_ready = true
                  FROM unnest($1::uuid[], $2::integer[]) AS w (id, claim)
                 WHERE q.id = w.id
                   AND q.claim = w.claim
                   AND q.node IS NOT DISTINCT FROM $3
                RETURNING q.job
            ), told AS (
                SELECT pg_notify($4, 'ready ' || string_agg(DISTINCT job, ' '))::text AS told
                  FROM back
                HAVING count(*) > 0
            )
            SELECT (SELECT count(*) FROM back) AS back, (SELECT count(told) FROM told) AS told
            """;

    private final String node;

    QueueStore(String node) {
        this.node = node;
    }

    /**
     * Adds runs; those that this node wants to run itself are born started, unless they are paused or limited. Others are
     * told that there is something to do.
     *
     * @return what was added; a run of a job that nobody knows is not
     */
    Future<Added> add(Tx tx, List<NewRun> runs, Instant now) {
        return tx.query(
                        ADD,
                        row -> new Added(Set.copyOf(row.texts("unknown")), Set.copyOf(row.uuids("started"))),
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
                        NodeEngine.CHANNEL)
                .map(rows -> rows.get(0));
    }

    /**
     * Takes ready runs, the most urgent first: by queue, then the job whose most urgent run is more urgent than others',
     * then priority and time. What others take at the same moment is left to them, and what is paused waits.
     *
     * @param room how many of each job at most
     * @param most how many of all
     */
    Future<List<Claimed>> claim(Tx tx, List<Room> room, int most, Instant now) {
        return tx.query(
                CLAIM,
                QueueStore::claimed,
                Column.texts(room, Room::job),
                Column.integers(room, Room::most),
                most,
                now,
                node);
    }

    /**
     * Holds what limits some jobs over all nodes until the transaction ends, so that nobody counts beside us.
     *
     * @return what is limited
     */
    Future<Limited> lockLimited(Tx tx, Collection<String> jobs) {
        return tx.query(
                        LOCK_LIMITED,
                        row -> new Limited(Set.copyOf(row.texts("jobs")), Set.copyOf(row.texts("queues"))),
                        Column.texts(jobs))
                .map(rows -> rows.get(0));
    }

    /** How many runs of a queue go on at a time on each node, where an operator decided that. */
    Future<Map<JobQueue, Integer>> nodeLimits(Tx tx) {
        return tx.query(NODE_LIMITS, row -> Map.entry(JobQueue.of(row.text("name")), row.integer("node_limit")))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Makes runs ready whose moment has come, and tells all nodes. @return how many, up to {@code most} */
    Future<Integer> ripen(Tx tx, Instant now, int most) {
        return tx.query(RIPEN, row -> row.integer("ripe"), now, most, NodeEngine.CHANNEL)
                .map(rows -> rows.get(0));
    }

    /** When the next run may become ready, or the next pause ends; empty when nothing will by itself. */
    Future<Optional<Instant>> nextDelayed(Tx tx, Instant now) {
        return tx.query(NEXT_DELAYED, row -> Optional.ofNullable(row.instantOrNull("run_at")), now)
                .map(rows -> rows.get(0));
    }

    /** Gives back what was taken and not begun, and tells all nodes. @return how many were still ours */
    Future<Integer> handBack(Tx tx, List<Claim> claims) {
        return tx.query(
                        HAND_BACK,
                        row -> row.integer("back"),
                        Column.uuids(claims, Claim::id),
                        Column.integers(claims, Claim::number),
                        node,
                        NodeEngine.CHANNEL)
                .map(rows -> rows.get(0));
    }

    private static Claimed claimed(Row row) {
        Instant fireAt = row.instantOrNull("fire_at");
        return new Claimed(
                new Claim(row.uuid("id"), row.integer("claim")),
                row.text("job"),
                row.integer("priority"),
                fireAt == null ? row.instant("run_at") : fireAt,
                row.integer("attempt"),
                row.instant("started_at"),
                new Ties(
                        row.textOrNull("schedule"),
                        fireAt != null,
                        row.textOrNull("args"),
                        row.flag("has_key"),
                        row.flag("is_awaited")),
                row.flag("frees_key"),
                row.textOrNull("unwanted"));
    }

    /**
     * What was added.
     *
     * @param unknown jobs that nobody ever served, of which nothing was added
     * @param started runs that this node is to begin
     */
    record Added(Set<String> unknown, Set<UUID> started) {}

    /** Jobs and queues of which only so many runs may go on at a time over all nodes. */
    record Limited(Set<String> jobs, Set<String> queues) {
        boolean limits(StartedJob job) {
            return jobs.contains(job.name()) || queues.contains(job.queue().label());
        }

        boolean isNothing() {
            return jobs.isEmpty() && queues.isEmpty();
        }
    }

    /** How many runs of a job this node can use. */
    record Room(String job, int most) {}

    /** A run as it was taken: the number fences it. */
    record Claim(UUID id, int number) {}

    /**
     * A run that is ours.
     *
     * @param freesKey whether others with its key may be asked for now
     * @param unwanted who wanted it to stop before it could begin, and why; null when nobody did
     */
    record Claimed(
            Claim claim,
            String job,
            int priority,
            Instant firedAt,
            int attempt,
            Instant startedAt,
            Ties ties,
            boolean freesKey,
            @Nullable String unwanted) {}
}
