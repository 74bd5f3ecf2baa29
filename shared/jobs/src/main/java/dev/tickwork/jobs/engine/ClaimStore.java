package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.engine.RunIdentity.Ties;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes runs out of {@code job_queue} for one node, and gives them back, as {@link EndingStore} ends them. */
final class ClaimStore {
    private static final String CLAIM = """
            WITH able AS MATERIALIZED (
                SELECT w.job, q.name AS queue, q.rank, q.cluster_limit IS NOT NULL AS is_limited,
                       head.priority, head.run_at,
                       least(w.most,
                             j.cluster_limit - CASE WHEN j.cluster_limit IS NOT NULL THEN (
                                 SELECT count(*) FROM job_queue r WHERE r.job = w.job AND r.state = 'STARTED') END,
                             q.cluster_limit - CASE WHEN q.cluster_limit IS NOT NULL THEN (
                                 SELECT count(*) FROM job_queue r WHERE r.queue = q.name AND r.state = 'STARTED') END
                       ) AS most
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
            ), room AS (
                SELECT a.job, a.most,
                       NOT a.is_limited
                       OR 1 = row_number() OVER (PARTITION BY a.queue ORDER BY a.priority DESC, a.run_at) AS may
                  FROM able a
                 WHERE a.most > 0
                 ORDER BY a.rank, a.priority DESC, a.run_at
            ), taken AS (
                SELECT ready.id
                  FROM room
                 CROSS JOIN LATERAL (
                        SELECT r.id
                          FROM job_queue r
                         WHERE r.job = room.job
                           AND r.is_ready
                         ORDER BY r.priority DESC, r.run_at
                         LIMIT room.most
                           FOR UPDATE SKIP LOCKED) ready
                 WHERE room.may
                 LIMIT $3
            )
            UPDATE job_queue q
               SET state = 'STARTED', node = $5, claim = q.claim + 1, started_at = $4, is_ready = false,
                   held_reason = NULL
             WHERE q.id = ANY(ARRAY(SELECT id FROM taken))
            RETURNING q.id, q.job, q.priority, q.attempt, q.claim, q.run_at, q.fire_at, q.schedule,
                      q.args::text AS args, q.unique_key, q.is_awaited,
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

    private static final String HAND_BACK = """
            WITH back AS (
                UPDATE job_queue q
                   SET state = CASE WHEN q.attempt > 1 THEN 'RETRY' ELSE 'PENDING' END, node = NULL, started_at = NULL,
                       is_ready = true
                  FROM (SELECT w.*, $3::text AS node
                          FROM unnest($1::uuid[], $2::integer[]) AS w (id, claim)
                        OFFSET 0) w
                 WHERE q.id = w.id
                   AND q.claim = w.claim
                   AND q.node = w.node
                RETURNING q.job
            ), told AS (
                SELECT pg_notify($4, 'ready ' || string_agg(DISTINCT job, ' '))::text AS told
                  FROM back
                HAVING count(*) > 0
            )
            SELECT (SELECT count(*) FROM back) AS back, (SELECT count(told) FROM told) AS told
            """;

    private static final String FORGET_OVER = """
            DELETE FROM job_queue q
             USING job_history h
             WHERE q.state = 'STARTED'
               AND q.node = $1
               AND q.started_at = ANY($2::timestamptz[])
               AND h.id = q.id
            """;

    private static final String TAKEN_AT = """
            SELECT id, claim, started_at
              FROM job_queue
             WHERE state = 'STARTED'
               AND node = $1
               AND started_at = ANY($2::timestamptz[])
            """;

    private final String node;

    ClaimStore(String node) {
        this.node = node;
    }

    /**
     * Takes ready runs, the most urgent first: by queue, then the job whose most urgent run is more urgent than others',
     * then priority and time. What others take at the same moment is left to them, and what is paused waits. Of a queue
     * that is limited over all nodes, only the first job that has room itself is served, as its runs count for the others.
     *
     * @param room how many of each job at most
     * @param most how many of all
     */
    Future<List<Claimed>> claim(Tx tx, List<Room> room, int most, Instant now) {
        return tx.query(
                CLAIM,
                row -> claimed(row, now),
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

    /**
     * What this node took at certain moments and has not given back. What is over already, because it went on in memory
     * and its claim was committed after its end, is forgotten.
     */
    Future<List<TakenRun>> takenAt(Tx tx, Collection<Instant> moments) {
        Column at = Column.instants(moments, moment -> moment);
        return tx.execute(FORGET_OVER, node, at)
                .compose(forgotten -> tx.query(
                        TAKEN_AT,
                        row -> new TakenRun(new Claim(row.uuid("id"), row.integer("claim")), row.instant("started_at")),
                        node,
                        at));
    }

    private static Claimed claimed(Row row, Instant now) {
        String key = row.textOrNull("unique_key");
        Instant fireAt = row.instantOrNull("fire_at");
        return new Claimed(
                new Claim(row.uuid("id"), row.integer("claim")),
                row.text("job"),
                row.integer("priority"),
                fireAt == null ? row.instant("run_at") : fireAt,
                row.integer("attempt"),
                now,
                new Ties(
                        row.textOrNull("schedule"),
                        fireAt != null,
                        row.textOrNull("args"),
                        key != null,
                        row.flag("is_awaited")),
                KeyStore.isFreeOnceBegun(key),
                row.textOrNull("unwanted"));
    }

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

    /** A run, and when it was taken. */
    record TakenRun(Claim claim, Instant startedAt) {}

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
            @Nullable String unwanted) {
        RunIdentity identity(JobDefinition definition) {
            return new RunIdentity(claim.id(), definition, firedAt, attempt, claim.number(), startedAt, ties);
        }
    }
}
