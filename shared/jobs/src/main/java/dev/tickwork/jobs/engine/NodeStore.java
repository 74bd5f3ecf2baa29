package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.WorkerNode;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Supplier;

/** Writes {@code worker_nodes}, each node its own row. */
final class NodeStore {
    private static final String BEAT = """
            INSERT INTO worker_nodes (id, name, host, pid, version, verticles, started_at,
                                      jobs, clock_offset_ms, seen_at, competes)
            VALUES ($1, $2, $3, $4, $5, $6::text[], $7,
                    jsonb_object($8::text[], $9::text[]), $10, $11, $12::text[])
            ON CONFLICT (id) DO UPDATE
               SET jobs = excluded.jobs,
                   clock_offset_ms = excluded.clock_offset_ms,
                   seen_at = excluded.seen_at,
                   competes = excluded.competes,
                   stopped_at = NULL
            RETURNING clock_timestamp() AS said_at,
                      (SELECT count(*)
                         FROM worker_nodes n
                        WHERE n.id <> $1
                          AND n.stopped_at IS NULL
                          AND n.seen_at >= $13
                          AND EXISTS (SELECT 1 FROM jobs j WHERE j.verticle <> '' AND n.jobs ? j.name)) AS other_workers
            """;
    private static final String STOP = """
            UPDATE worker_nodes
               SET seen_at = $2, stopped_at = $2, jobs = '{}', competes = '{}'
             WHERE id = $1
            """;

    private final WorkerNode node;
    private final Supplier<Collection<String>> competes;

    /** @param competes the kinds of leases that this node wants at the moment */
    NodeStore(WorkerNode node, Supplier<Collection<String>> competes) {
        this.node = node;
        this.competes = competes;
    }

    /**
     * Gives a sign of life.
     *
     * @param jobs what this node works on
     * @param offset how far Postgres's clock was ahead when it was measured last
     * @param silentSince a node not seen since then is dead
     */
    Future<Heard> beat(Tx tx, Collection<StartedJob> jobs, Duration offset, Instant now, Instant silentSince) {
        return tx.query(
                        BEAT,
                        row -> new Heard(row.instant("said_at"), row.integer("other_workers")),
                        node.id(),
                        node.name(),
                        node.host(),
                        node.pid(),
                        node.version(),
                        Column.texts(node.verticles()),
                        node.startedAt(),
                        Column.texts(jobs, StartedJob::name),
                        Column.texts(jobs, StartedJob::degraded),
                        offset.toMillis(),
                        now,
                        Column.texts(competes.get()),
                        silentSince)
                .map(rows -> rows.get(0));
    }

    /**
     * What Postgres answered to a sign of life.
     *
     * @param saidAt its own clock
     * @param otherWorkers how many other nodes are alive that work on jobs of verticles
     */
    record Heard(Instant saidAt, int otherWorkers) {}

    /** Says good-bye, so that nobody waits for the next sign of life. */
    Future<Integer> stop(Tx tx, Instant now) {
        return tx.execute(STOP, node.id(), now);
    }
}
