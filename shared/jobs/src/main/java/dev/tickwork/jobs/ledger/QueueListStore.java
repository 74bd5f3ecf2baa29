package dev.tickwork.jobs.ledger;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Lists the queues. */
public final class QueueListStore {
    private static final String ALL = """
            SELECT name, node_limit, cluster_limit, paused_at, paused_until, paused_by, paused_reason
              FROM job_queues
             ORDER BY rank
            """;

    /** All queues; who goes first comes first. */
    public Future<List<KnownQueue>> all(Tx tx, Instant now) {
        return tx.query(ALL, row -> queue(row, now));
    }

    private static KnownQueue queue(Row row, Instant now) {
        return new KnownQueue(
                row.text("name"),
                row.integerOrNull("node_limit"),
                row.integerOrNull("cluster_limit"),
                Pause.of(row, now));
    }
}
