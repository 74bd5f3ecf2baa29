package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.RunState;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at runs for an operator, and lets them begin now. */
final class OperatorStore {
    // One that is being moved from the queue to the history is in neither for a reader that looks once.
    private static final String WAITING = """
            SELECT id, state, job, priority, args::text AS args, waits, held_reason, unique_key
              FROM job_queue
             WHERE id = ANY($1::uuid[])
             ORDER BY id
               FOR NO KEY UPDATE
            """;

    private static final String OVER = """
            SELECT id, state, job, priority, args::text AS args, false AS waits, NULL::text AS held_reason, unique_key
              FROM job_history
             WHERE id = ANY($1::uuid[])
             ORDER BY id
            """;

    private static final String BEGIN_NOW = """
            WITH ready AS (
                UPDATE job_queue
                   SET run_at = least(run_at, $2), is_ready = true, held_reason = NULL
                 WHERE id = ANY($1::uuid[])
                   AND state <> 'STARTED'
                   AND NOT waits
                RETURNING job
            ), told AS (
                SELECT pg_notify($3, 'ready ' || string_agg(DISTINCT job, ' '))::text AS told
                  FROM ready
                HAVING count(*) > 0
            )
            SELECT (SELECT count(*) FROM ready) AS ready, (SELECT count(told) FROM told) AS told
            """;

    // From below, which is the way that runs lock which end. The OFFSET keeps the planner from joining all that
    // waits with the few that have children.
    private static final String LOCK_FAMILY = """
            WITH RECURSIVE family AS (
                SELECT id, open_children, 0 AS depth
                  FROM job_queue
                 WHERE id = ANY($1::uuid[])
                 UNION ALL
                SELECT c.id, c.open_children, f.depth + 1
                  FROM family f
                 CROSS JOIN LATERAL (
                        SELECT q.id, q.open_children
                          FROM job_queue q
                         WHERE q.parent = f.id
                           AND f.open_children > 0
                        OFFSET 0) c
            )
            SELECT q.id, q.state, q.open_children > 0 AS has_children
              FROM job_queue q
              JOIN family f ON f.id = q.id
             ORDER BY f.depth DESC, q.id
               FOR UPDATE OF q
            """;

    private static final String LEFT = """
            SELECT id
              FROM job_queue
             WHERE id = ANY($1::uuid[])
            """;

    /** Runs as they stand, held until the transaction ends while they are not over; without those that there are not. */
    Future<List<KnownRun>> find(Tx tx, List<UUID> runs) {
        return tx.query(WAITING, OperatorStore::knownRun, Column.uuids(runs)).compose(waiting -> {
            Set<UUID> others = new HashSet<>(runs);
            waiting.forEach(run -> others.remove(run.id()));
            return others.isEmpty()
                    ? Future.succeededFuture(waiting)
                    : tx.query(OVER, OperatorStore::knownRun, Column.uuids(others))
                            .map(over -> Stream.concat(waiting.stream(), over.stream())
                                    .toList());
        });
    }

    /** Lets runs begin that wait for their moment. @return how many; not those that wait for something else, or have begun */
    Future<Integer> beginNow(Tx tx, List<UUID> runs, Instant now) {
        return tx.query(BEGIN_NOW, row -> row.integer("ready"), Column.uuids(runs), now, NodeEngine.CHANNEL)
                .map(rows -> rows.get(0));
    }

    /** These and what descends from them, as far as it is not over, by their ids; held until the transaction ends. */
    Future<Map<UUID, Relative>> lockFamilies(Tx tx, List<UUID> runs) {
        return tx.query(LOCK_FAMILY, OperatorStore::relative, Column.uuids(runs))
                .map(all -> {
                    Map<UUID, Relative> family = new HashMap<>();
                    all.forEach(one -> family.put(one.id(), one));
                    return family;
                });
    }

    /** Which of these are not over. */
    Future<Set<UUID>> left(Tx tx, Collection<UUID> runs) {
        return tx.query(LEFT, row -> row.uuid("id"), Column.uuids(runs)).map(Set::copyOf);
    }

    private static Relative relative(Row row) {
        return new Relative(row.uuid("id"), RunState.valueOf(row.text("state")), row.flag("has_children"));
    }

    private static KnownRun knownRun(Row row) {
        return new KnownRun(
                row.uuid("id"),
                RunState.valueOf(row.text("state")),
                row.text("job"),
                row.integer("priority"),
                row.textOrNull("args"),
                row.flag("waits"),
                row.textOrNull("held_reason"),
                row.textOrNull("unique_key"));
    }

    /**
     * A run that is not over, among its family.
     *
     * @param hasChildren that are not over
     */
    record Relative(UUID id, RunState state, boolean hasChildren) {
        /** Whether it cannot be called off by itself, for somebody is at it. */
        boolean goesOn() {
            return state == RunState.STARTED || hasChildren;
        }
    }

    /**
     * A run, as an operator's wish meets it.
     *
     * @param arguments as JSON; null for none
     * @param waits for another run
     * @param heldReason why it waits; null when it does not
     * @param uniqueKey the key that it holds, or held; null for none
     */
    record KnownRun(
            UUID id,
            RunState state,
            String job,
            int priority,
            @Nullable String arguments,
            boolean waits,
            @Nullable String heldReason,
            @Nullable String uniqueKey) {}
}
