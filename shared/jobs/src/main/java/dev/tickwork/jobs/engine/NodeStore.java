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
            RETURNING clock_timestamp() AS said_at
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
     * @param jobs what runs here
     * @param offset how far Postgres's clock was ahead when it was measured last
     * @return what Postgres's own clock says
     */
    Future<Instant> beat(Tx tx, Collection<StartedJob> jobs, Duration offset, Instant now) {
        return tx.query(
                        BEAT,
                        row -> row.instant("said_at"),
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
                        Column.texts(competes.get()))
                .map(rows -> rows.get(0));
    }

    /** Says good-bye, so that nobody waits for the next sign of life. */
    Future<Integer> stop(Tx tx, Instant now) {
        return tx.execute(STOP, node.id(), now);
    }
}
