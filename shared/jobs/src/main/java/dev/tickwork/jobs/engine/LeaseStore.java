package dev.tickwork.jobs.engine;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Reads and writes {@code job_leases} for one node. What is owned is owned as long as its owner's heartbeat is heard. */
final class LeaseStore {
    private static final String ADD = """
            INSERT INTO job_leases (kind, name)
            SELECT $1, name
              FROM unnest($2::text[]) AS w (name)
            ON CONFLICT (kind, name) DO NOTHING
            """;

    private static final String FORGET = """
            DELETE FROM job_leases
             WHERE kind = $1
               AND name = $2
               AND (node IS NULL OR node = $3)
            """;

    private static final String LOOK = """
            SELECT l.name, l.token, coalesce(l.node = $3, false) AS is_ours,
                   l.node IS NULL AS is_free,
                   NOT EXISTS (
                       SELECT 1
                         FROM worker_nodes n
                        WHERE n.id = l.node
                          AND n.stopped_at IS NULL
                          AND n.seen_at >= $4) AS is_orphaned
              FROM job_leases l
             WHERE l.kind = $1
               AND l.name = ANY($2::text[])
             ORDER BY l.name
            """;

    private static final String COMPETITORS = """
            SELECT id
              FROM worker_nodes
             WHERE $1 = ANY(competes)
               AND stopped_at IS NULL
               AND seen_at >= $2
             ORDER BY id
            """;

    private static final String TAKE = """
            WITH free AS (
                SELECT l.kind, l.name
                  FROM job_leases l
                  JOIN unnest($2::text[], $3::bigint[]) AS w (name, token) ON w.name = l.name AND w.token = l.token
                 WHERE l.kind = $1
                 ORDER BY l.name
                   FOR UPDATE OF l SKIP LOCKED
            )
            UPDATE job_leases l
               SET node = $4, token = l.token + 1, acquired_at = $5
              FROM free f
             WHERE l.kind = f.kind
               AND l.name = f.name
            RETURNING l.name, l.token
            """;

    private static final String RELEASE = """
            WITH gone AS (
                UPDATE job_leases l
                   SET node = NULL, acquired_at = NULL
                  FROM unnest($2::text[], $3::bigint[]) AS w (name, token)
                 WHERE l.kind = $1
                   AND l.name = w.name
                   AND l.token = w.token
                   AND l.node = $4
                RETURNING l.name
            ), told AS (
                SELECT pg_notify($5, $6)::text AS told
                  FROM gone
                 LIMIT 1
            )
            SELECT (SELECT count(*) FROM gone) AS gone, (SELECT count(told) FROM told) AS told
            """;

    private static final String LOCK = """
            SELECT 1 AS held
              FROM job_leases
             WHERE kind = $1
               AND name = $2
               AND token = $3
               AND node = $4
               FOR SHARE
            """;

    private final String node;

    LeaseStore(String node) {
        this.node = node;
    }

    /** Makes leases known that nobody owns. Safe to repeat. @return how many were new */
    Future<Integer> add(Tx tx, String kind, Collection<String> names) {
        return tx.execute(ADD, kind, Column.texts(names));
    }

    /** Forgets a lease, unless another node owns it. */
    Future<Integer> forget(Tx tx, String kind, String name) {
        return tx.execute(FORGET, kind, name, node);
    }

    /** How leases stand, in the order of their names. */
    Future<List<Standing>> look(Tx tx, String kind, Collection<String> names, Instant silentSince) {
        return tx.query(LOOK, LeaseStore::standing, kind, Column.texts(names), node, silentSince);
    }

    /** The ids of the nodes that want leases of a kind and are alive, in order. */
    Future<List<String>> competitors(Tx tx, String kind, Instant silentSince) {
        return tx.query(COMPETITORS, row -> row.text("id"), kind, silentSince);
    }

    /** Takes leases that still have the token under which they were seen. @return those that are ours, by new tokens */
    Future<List<Taken>> take(Tx tx, String kind, List<Standing> these, Instant now) {
        return tx.query(
                TAKE,
                row -> new Taken(row.text("name"), row.number("token")),
                kind,
                Column.texts(these, Standing::name),
                Column.numbers(these, Standing::token),
                node,
                now);
    }

    /** Gives up leases that are still ours, and tells all nodes. Safe to repeat. @return how many */
    Future<Integer> release(Tx tx, String kind, List<Taken> these) {
        return tx.query(
                        RELEASE,
                        row -> row.integer("gone"),
                        kind,
                        Column.texts(these, Taken::name),
                        Column.numbers(these, Taken::token),
                        node,
                        NodeEngine.CHANNEL,
                        News.LEASES)
                .map(rows -> rows.get(0));
    }

    /** Holds a lease until the transaction ends, beside others who do; false when it is not ours under this token. */
    Future<Boolean> lock(Tx tx, String kind, Taken lease) {
        return tx.query(LOCK, row -> row.integer("held"), kind, lease.name(), lease.token(), node)
                .map(rows -> !rows.isEmpty());
    }

    private static Standing standing(Row row) {
        return new Standing(
                row.text("name"),
                row.number("token"),
                row.flag("is_ours"),
                row.flag("is_free"),
                row.flag("is_orphaned"));
    }

    /**
     * A lease as it stands.
     *
     * @param isOurs the table says so
     * @param isFree nobody owns it
     * @param isOrphaned its owner was not heard for too long, or has stopped; also when it is free
     */
    record Standing(String name, long token, boolean isOurs, boolean isFree, boolean isOrphaned) {}

    /** A lease that is ours under this token. */
    record Taken(String name, long token) {}
}
