package dev.tickwork.jobs.ledger;

import dev.tickwork.jobs.RunState;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lists runs, newest first. Each way to them walks along an index and looks at a bounded number of rows, so that a page
 * comes as quickly from ten million runs as from ten: a rare match is found over several pages.
 */
public final class RunListStore {
    // The bounds are written out, for a plan that does not know them may choose to sort the whole history.
    private static final String AMONG = """
              SELECT id, job, queue, state, node, parent, error
                FROM %s
               WHERE id < $1
                 AND id >= $2
                 AND %s
               ORDER BY id DESC
               LIMIT 10000
            """;
    private static final String QUEUE = """
            (SELECT id, job, queue, state, node, parent, NULL::text AS error FROM job_queue) waiting
            """;
    private static final String AMONG_UNSUCCESSFUL = """
              SELECT id, job, queue, state, node, parent, error
                FROM ((%s) UNION ALL (%s) UNION ALL (%s) UNION ALL (%s) UNION ALL (%s)) by_state
               ORDER BY id DESC
               LIMIT 10000
            """.formatted(
                    amongThose(QUEUE, "PENDING"),
                    amongThose(QUEUE, "STARTED"),
                    amongThose(QUEUE, "RETRY"),
                    amongThose("job_history", "FAILURE"),
                    amongThose("job_history", "REVOKED"));

    private static final String LOOK = """
            SELECT id, fits, place = 10000 AS is_bound
              FROM (SELECT id,
                           (($3::text IS NULL OR job = $3)
                            AND ($4::uuid IS NULL OR parent = $4)
                            AND (cardinality($5::text[]) = 0 OR state = ANY($5))
                            AND ($6::text IS NULL OR queue = $6)
                            AND ($7::text IS NULL OR node = ANY(ARRAY(SELECT id FROM worker_nodes WHERE name = $7)))
                            AND ($8::text IS NULL OR strpos(lower(error), lower($8)) > 0)) IS TRUE AS fits,
                           row_number() OVER (ORDER BY id DESC) AS place
                      FROM (
            """;
    private static final String UP_TO_THE_BOUND = """
                           ) looked) placed
             WHERE fits
                OR place = 10000
             ORDER BY id DESC
             LIMIT $9
            """;
    private static final String SHOW = """
            SELECT r.id, r.job, r.queue, r.priority, r.state, r.attempt, coalesce(n.name, r.node) AS node, r.enqueued_at,
                   r.run_at, r.started_at, r.finished_at, r.rows_written, r.items_done, r.items_failed, r.skipped,
                   r.error_class, r.error, r.held_reason, coalesce(q.waits, false) AS waits, r.cancel_at, r.trigger,
                   r.asked_by, r.schedule, r.fire_at, r.parent, r.rerun_of, p.done AS progress_done,
                   p.total AS progress_total, p.message AS progress_message, p.since AS progress_since,
                   p.updated_at AS progress_at
              FROM job_runs r
              LEFT JOIN job_queue q ON q.id = r.id
              LEFT JOIN worker_nodes n ON n.id = r.node
              LEFT JOIN job_progress p ON p.run_id = r.id AND p.attempt = r.attempt AND r.state = 'STARTED'
             WHERE r.id = ANY($1::uuid[])
             ORDER BY r.id DESC
            """;

    private static final String STANDING = """
            SELECT id, state, waits
              FROM job_queue
             WHERE id = ANY($1::uuid[])
             UNION ALL
            SELECT id, state, false AS waits
              FROM job_history
             WHERE id = ANY($1::uuid[])
            """;

    private static final String ALL = lookAt(AMONG.formatted("job_runs", "true"));
    private static final String OF_THE_JOB = lookAt(AMONG.formatted("job_runs", "job = $3::text"));
    private static final String CHILDREN = lookAt(AMONG.formatted("job_runs", "parent = $4::uuid"));
    private static final String UNSUCCESSFUL = lookAt(AMONG_UNSUCCESSFUL);

    private static String amongThose(String table, String state) {
        return AMONG.formatted(table, "state = '%1$s' AND '%1$s' = ANY($5::text[])".formatted(state));
    }

    private static String lookAt(String rows) {
        return LOOK + rows + UP_TO_THE_BOUND;
    }

    /**
     * One page of the runs that fit.
     *
     * @param cursor only runs behind this one; null for the first page
     * @param limit the most runs to answer
     */
    public Future<RunPage> page(Tx tx, RunFilter filter, @Nullable UUID cursor, int limit) {
        return look(tx, filter, cursor, limit).compose(looked -> shown(tx, filter, looked, limit));
    }

    /** The ids of the runs that fit, as {@link #page} would show them. */
    public Future<Ids> ids(Tx tx, RunFilter filter, @Nullable UUID cursor, int limit) {
        return look(tx, filter, cursor, limit).map(looked -> new Ids(Looked.shown(looked, limit), next(looked, limit)));
    }

    /** These runs as {@link #page} would show them; those that are not there are left out. */
    public Future<List<RunSummary>> shown(Tx tx, List<UUID> runs) {
        return runs.isEmpty()
                ? Future.succeededFuture(List.of())
                : tx.query(SHOW, RunRows::summary, Column.uuids(runs));
    }

    /** How these runs stand, in any order; those that are not there are left out. */
    public Future<List<Standing>> standing(Tx tx, List<UUID> runs) {
        return runs.isEmpty()
                ? Future.succeededFuture(List.of())
                : tx.query(STANDING, RunListStore::standing, Column.uuids(runs));
    }

    private static Standing standing(Row row) {
        return new Standing(row.uuid("id"), RunState.valueOf(row.text("state")), row.flag("waits"));
    }

    /**
     * How a run stands.
     *
     * @param waits whether for another run
     */
    public record Standing(UUID id, RunState state, boolean waits) {}

    /**
     * Part of a list of runs.
     *
     * @param runs newest first
     * @param nextCursor where to go on; null when there are no more
     */
    public record Ids(List<UUID> runs, @Nullable UUID nextCursor) {
        public Ids {
            runs = List.copyOf(runs);
        }
    }

    private static Future<List<Looked<UUID>>> look(Tx tx, RunFilter filter, @Nullable UUID cursor, int limit) {
        return tx.query(way(filter), RunListStore::looked, args(filter, cursor, limit));
    }

    // One more than asked for tells whether there is another page.
    static @Nullable Object[] args(RunFilter filter, @Nullable UUID cursor, int limit) {
        return new @Nullable Object[] {
            before(filter, cursor),
            RunOrder.startOf(filter.since() == null ? Instant.EPOCH : filter.since()),
            filter.job(),
            filter.parent(),
            Column.texts(filter.states(), RunState::name),
            filter.queue(),
            filter.node(),
            filter.search(),
            limit + 1
        };
    }

    private static Looked<UUID> looked(Row row) {
        return new Looked<>(row.uuid("id"), row.flag("fits"), row.flag("is_bound"));
    }

    private static UUID before(RunFilter filter, @Nullable UUID cursor) {
        UUID end = filter.until() == null ? RunOrder.END : RunOrder.startOf(filter.until());
        return cursor == null ? end : RunOrder.first(cursor, end);
    }

    /** The statement that finds what the filter wants. */
    static String way(RunFilter filter) {
        if (filter.parent() != null) {
            return CHILDREN;
        }
        if (filter.leavesOutSuccess()) {
            return UNSUCCESSFUL;
        }
        return filter.job() == null ? ALL : OF_THE_JOB;
    }

    // A run may have gone on since it was found.
    private Future<RunPage> shown(Tx tx, RunFilter filter, List<Looked<UUID>> looked, int limit) {
        UUID next = next(looked, limit);
        return shown(tx, Looked.shown(looked, limit))
                .map(runs -> runs.stream().filter(filter::takes).toList())
                .map(runs -> new RunPage(runs, next));
    }

    private static @Nullable UUID next(List<Looked<UUID>> looked, int limit) {
        return Looked.next(looked, limit).orElse(null);
    }
}
